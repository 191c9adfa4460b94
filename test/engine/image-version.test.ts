import { describe, expect, test } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'

/** The image that a repository builds on, or runs, says which nginx its files are for. */

const conf = 'events {}\nhttp { server { listen 443 ssl; ssl_certificate a; ssl_certificate_key b; } }\n'

const report = (files: Record<string, string>, more: Partial<AnalyzeInput> = {}): Report =>
  analyze({ files: { 'web/nginx.conf': conf, ...files }, ...more })

const version = (files: Record<string, string>, more: Partial<AnalyzeInput> = {}): string =>
  report(files, more).target.nginx.join('.')

describe('the version of an image', () => {
  test.each([
    ['FROM nginx:1.27.4-alpine\nCOPY nginx.conf /etc/nginx/\n', '1.27.4'],
    ['FROM node:22 AS build\nRUN npm ci\n\nFROM nginx:1.28\n', '1.28'],
    ['FROM --platform=linux/amd64 docker.io/library/nginx:1.26.3@sha256:0123 AS web\n', '1.26.3'],
    ['FROM registry.example.com:5000/team/nginx:1.25.1\n', '1.25.1'],
    ['from nginxinc/nginx-unprivileged:1.29.1-alpine\n', '1.29.1'],
  ])('%j', (text, expected) => {
    expect(version({ 'web/Dockerfile': text })).toBe(expected)
    expect(version({ Dockerfile: text })).toBe(expected)
  })

  test.each([
    'FROM nginx:latest\n',
    'FROM nginx:alpine\n',
    'FROM nginx\n',
    'ARG V=1.27\nFROM nginx:$V\n',
    '# FROM nginx:1.27.4\nFROM debian:12\n',
    'FROM team/not-nginx:1.27.4\n',
    'FROM nginx:1.27.4 AS a\nFROM nginx:1.26.3 AS b\n',
  ])('is not told by %j', text => expect(version({ 'web/Dockerfile': text })).toBe('1.22.1'))

  test('stands in Compose files, too', () => {
    const compose =
      'services:\n  web:\n    image: "nginx:1.27.4"\n    ports: ["443:443"]\n  db:\n    image: postgres:17\n'
    expect(version({ 'compose.yaml': compose })).toBe('1.27.4')
    expect(version({ 'web/docker-compose.yml': compose })).toBe('1.27.4')
  })

  test('is that of the service that reads the file, whatever others run', () => {
    const compose = (of: string): string =>
      `services:\n  old: {image: "nginx:1.20.1"}\n  web: {image: "nginx:1.28.0", volumes: ["${of}:/etc/nginx/nginx.conf"]}\n`
    expect(version({ 'compose.yaml': compose('./web/nginx.conf') })).toBe('1.28.0')
    expect(version({ 'compose.yaml': compose('./other/nginx.conf') })).toBe('1.22.1')
  })

  test('is that of the Dockerfile which writes the file', () => {
    const dockerfile = `FROM nginx:1.27.4\nCOPY <<E /etc/nginx/nginx.conf\n${conf}E\n`
    expect(analyze({ files: { 'web/Dockerfile': dockerfile } }).target.nginx).toEqual([1, 27, 4])
  })

  test('the nearest folder counts, and none that is far', () => {
    const files = { 'web/Dockerfile': 'FROM nginx:1.28.0\n', Dockerfile: 'FROM nginx:1.26.3\n' }
    expect(version(files)).toBe('1.28.0')
    const deep = { 'a/b/c/d/nginx.conf': conf }
    expect(analyze({ files: { ...deep, Dockerfile: 'FROM nginx:1.28.0\n' } }).target.nginx).toEqual([1, 22, 1])
    expect(analyze({ files: { ...deep, 'a/b/Dockerfile': 'FROM nginx:1.28.0\n' } }).target.nginx).toEqual([1, 28, 0])
  })

  test('stays an assumption: what is stated, and what a host says itself, goes before it', () => {
    const image = { 'web/Dockerfile': 'FROM nginx:1.28.0\n' }
    expect(report(image).target.assumed).toContain('nginx')
    expect(version(image, { target: { nginx: [1, 24, 0] } })).toBe('1.24.0')
    const host = { 'etc/nginx/nginx.conf': conf, 'etc/os-release': 'ID=debian\nVERSION_ID=13\n' }
    expect(analyze({ files: { ...host, Dockerfile: 'FROM nginx:1.28.0\n' } }).target.nginx).toEqual([1, 26, 3])
  })

  test('decides what is on by itself', () => {
    const rules = (files: Record<string, string>): string[] => report(files).findings.map(each => each.rule)
    expect(rules({})).toContain('nginx/tls-protocols')
    expect(rules({ 'web/Dockerfile': 'FROM nginx:1.28.0\n' })).not.toContain('nginx/tls-protocols')
  })

  test('of the pods that mount a ConfigMap', () => {
    const map = `kind: ConfigMap\nmetadata: {name: web}\ndata:\n  nginx.conf: |\n    ${conf.trim().replaceAll('\n', '\n    ')}\n`
    const pods = (name: string, image: string): string =>
      `kind: Deployment\nspec: {template: {spec: {volumes: [{configMap: {name: ${name}}}], containers: [{image: "${image}"}, {image: "exporter:1.4.1"}]}}}\n`
    const read = (text: string): string =>
      analyze({ files: { 'k8s/map.yaml': map, 'k8s/pods.yaml': text } }).target.nginx.join('.')
    expect(read(pods('web', 'nginx:1.27.4-alpine'))).toBe('1.27.4')
    expect(read(pods('web', 'registry.example.com/team/nginx-unprivileged:1.28.0@sha256:01'))).toBe('1.28.0')
    expect(read(pods('api', 'nginx:1.27.4-alpine'))).toBe('1.22.1')
    const made = { 'web/kustomization.yaml': 'configMapGenerator: [{name: web, files: [nginx.conf]}]\n' }
    expect(version({ ...made, 'web/pods.yaml': pods('web', 'nginx:1.27.4') })).toBe('1.27.4')
    expect(version({ 'web/pods.yaml': pods('web', 'nginx:1.27.4') })).toBe('1.22.1')
    expect(read(pods('web', 'my-nginx:1.27.4'))).toBe('1.22.1')
  })
})
