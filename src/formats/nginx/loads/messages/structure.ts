export const structureTexts = {
  'unknown-directive': ['unknown-directive', 'unknown directive "{name}"', '未知指令 "{name}"'],
  'unknown-in-version': [
    'unknown-directive',
    'unknown directive "{name}"',
    '未知指令 "{name}"（自 nginx {since} 起才有，目标版本为 {version}）',
  ],
  'unknown-removed': [
    'deprecated-directive',
    'unknown directive "{name}"',
    '未知指令 "{name}"（nginx {removed} 已移除，目标版本为 {version}）',
  ],
  'unknown-foreign': ['foreign-directive', 'unknown directive "{name}"', '未知指令 "{name}"，除非已加载模块 {module}'],
  'unknown-commercial': [
    'foreign-directive',
    'unknown directive "{name}"',
    '未知指令 "{name}"（仅商业版提供，{module}）',
  ],
  'unknown-unbuilt': [
    'foreign-directive',
    'unknown directive "{name}"',
    '未知指令 "{name}"，除非 nginx 编译时使用了 --with-{needs}',
  ],
  context: ['directive-context', '"{name}" directive is not allowed here', '"{name}" 指令不允许出现在此处'],
  'not-terminated': ['syntax', 'directive "{name}" is not terminated by ";"', '指令 "{name}" 没有以 ";" 结束'],
  'no-opening': ['syntax', 'directive "{name}" has no opening "{"', '指令 "{name}" 缺少开头的 "{"'],
  'unexpected-block': ['syntax', 'unexpected "{"', '意外的 "{"'],
  arguments: [
    'directive-arguments',
    'invalid number of arguments in "{name}" directive',
    '"{name}" 指令的参数个数不正确',
  ],
  duplicate: ['duplicate-directive', '"{name}" directive is duplicate', '"{name}" 指令重复'],
  'root-or-alias': [
    'duplicate-directive',
    '"{name}" directive is duplicate, "{other}" directive was specified earlier',
    '"{name}" 指令重复，前面已经写了 "{other}" 指令',
  ],
  'too-late': ['directive-context', '"{name}" directive is specified too late', '"{name}" 指令出现得太晚'],
  'no-events': ['unmet-requirement', 'no "events" section in configuration', '配置中没有 "events" 段'],
  'missing-include': [
    'missing-include',
    'open() "{path}" failed (2: No such file or directory)',
    '无法打开 "{path}"（2: No such file or directory）',
  ],
  'include-directory': [
    'missing-include',
    'pread() "{path}" failed (21: Is a directory)',
    '无法读取 "{path}"（21: Is a directory）',
  ],
  'include-cycle': ['include-cycle', 'include of "{path}" leads back to itself', '包含 "{path}" 形成循环'],
  'location-modifier': ['invalid-value', 'invalid location modifier "{word}"', '无效的 location 修饰符 "{word}"'],
  'location-in-exact': [
    'duplicate-location',
    'location "{inner}" cannot be inside the exact location "{outer}"',
    'location "{inner}" 不能放在精确匹配的 location "{outer}" 内',
  ],
  'location-in-named': [
    'duplicate-location',
    'location "{inner}" cannot be inside the named location "{outer}"',
    'location "{inner}" 不能放在命名 location "{outer}" 内',
  ],
  'location-named-nested': [
    'duplicate-location',
    'named location "{inner}" can be on the server level only',
    '命名 location "{inner}" 只能放在 server 一级',
  ],
  'location-outside': [
    'duplicate-location',
    'location "{inner}" is outside location "{outer}"',
    'location "{inner}" 不在 location "{outer}" 的范围内',
  ],
  'location-duplicate': ['duplicate-location', 'duplicate location "{location}"', 'location "{location}" 重复'],
  'alias-named': [
    'unmet-requirement',
    'the "alias" directive cannot be used inside the named location',
    '命名 location 内不能使用 "alias" 指令',
  ],
  'pass-uri': [
    'unmet-requirement',
    '"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, or inside "if" statement, or inside "limit_except" block',
    '在正则 location、命名 location、"if" 语句或 "limit_except" 块内，"proxy_pass" 不能带 URI 部分',
  ],
  incompatible: [
    'unmet-requirement',
    '"{name}" directive is incompatible with "{other}"',
    '"{name}" 指令与 "{other}" 不兼容',
  ],
} as const
