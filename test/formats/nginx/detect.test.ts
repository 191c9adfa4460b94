import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/formats/nginx/detect.ts'
import { decode } from '../../../src/text/index.ts'

const score = (path: string, text: string): number => detect(decode(path, text))

describe('detect', () => {
  it.each([
    ['nginx.conf', 'events {}\nhttp {}\n'],
    ['etc/nginx/nginx.conf', ''],
    ['a/site.conf', 'server {\n  listen 80;\n  location / { return 204; }\n}\n'],
    ['etc/nginx/sites-enabled/default', 'server { listen 80; }'],
    ['etc/nginx/fastcgi_params', 'fastcgi_param QUERY_STRING $query_string;\n'],
    ['etc/nginx/mime.types', 'types {\n  text/html html;\n}\n'],
    ['upstreams', 'upstream app {\n server 10.0.0.1;\n}\n'],
    ['snippet', 'ssl_protocols TLSv1.2;\nssl_prefer_server_ciphers on;\n'],
    ['events', 'worker_connections 1024;\nuse epoll;\n'],
    ['broken.conf', 'server {\n  listen 80\n  server_name a;\n'],
  ])('%s', (path, text) => expect(score(path, text)).toBeGreaterThan(0.5))

  it.each([
    ['client.ovpn', 'client\ndev tun\nremote vpn.example 1194\n'],
    ['server.conf', 'port 1194\nproto udp\ndev tun\n;local 10.0.0.1\nserver 10.8.0.0 255.255.255.0\nuser nobody\n'],
    ['sysctl.conf', 'net.ipv4.ip_forward = 1\nkernel.sysrq=0\n'],
    ['main.c', '#include <stdio.h>\nint main(void) {\n  return 0;\n}\n'],
    ['x.js', 'import x from "y";\nexport const z = { a: 1 };\n'],
    ['x.json', '{ "server": { "listen": 80 } }'],
    ['x.sh', '#!/bin/sh\nset -e\nif true; then echo a; fi\n'],
    ['x.css', 'a { color: red; }\n.location { margin: 0; }\n'],
    ['x.yaml', 'server:\n  listen: 80\n'],
    ['dhcpd.conf', 'subnet 10.0.0.0 netmask 255.0.0.0 {\n  range 10.0.0.1 10.0.0.9;\n}\n'],
    ['named.conf', 'zone "example" {\n  type master;\n  file "x";\n};\n'],
    ['README.md', '# nginx\n\nserver { listen 80; }\n'],
    ['bin/report', 'use strict;\nuse warnings;\nuse Data::Dumper;\nmy $name = shift;\nprint $name;\n'],
    ['t/001_sites.t', 'server {\n  listen 80;\n}\n'],
    ['empty', ''],
  ])('not %s', (path, text) => expect(score(path, text)).toBeLessThan(0.5))
})

it('a program that shows a server in its documentation is none', () => {
  const text = 'server {\n    listen 127.0.0.1;\n    location /nginx_status { stub_status; }\n  }\n'
  const found = (first: string): number => detect(decode('plugins/nginx_request', `${first}\n${text}`))
  expect(found('#!/usr/bin/perl -w')).toBe(0)
  expect(found('#! /bin/sh')).toBe(0)
  expect(found('#!/usr/sbin/nginx -c')).toBeGreaterThan(0)
  expect(found('# a comment')).toBeGreaterThan(0)
})

it('a file of comments is for nobody to say whose', () => {
  expect(score('etc/pcp/nginx/nginx.conf', '#$nginx_status_url = "http://localhost/nginx_status";\n')).toBe(0)
})
