export const levelTexts = {
  'buffers-two': [
    'unmet-requirement',
    'there must be at least 2 "{family}_buffers"',
    '"{family}_buffers" 至少要有 2 个',
  ],
  'buffers-busy-small': [
    'unmet-requirement',
    '"{family}_busy_buffers_size" must be equal to or greater than the maximum of the value of "{family}_buffer_size" and one of the "{family}_buffers"',
    '"{family}_busy_buffers_size" 必须不小于 "{family}_buffer_size" 与单个 "{family}_buffers" 中较大者',
  ],
  'buffers-busy-large': [
    'unmet-requirement',
    '"{family}_busy_buffers_size" must be less than the size of all "{family}_buffers" minus one buffer',
    '"{family}_busy_buffers_size" 必须小于全部 "{family}_buffers" 减去一个缓冲区的大小',
  ],
  'buffers-write': [
    'unmet-requirement',
    '"{family}_temp_file_write_size" must be equal to or greater than the maximum of the value of "{family}_buffer_size" and one of the "{family}_buffers"',
    '"{family}_temp_file_write_size" 必须不小于 "{family}_buffer_size" 与单个 "{family}_buffers" 中较大者',
  ],
  'buffers-max': [
    'unmet-requirement',
    '"{family}_max_temp_file_size" must be equal to zero to disable temporary files usage or must be equal to or greater than the maximum of the value of "{family}_buffer_size" and one of the "{family}_buffers"',
    '"{family}_max_temp_file_size" 必须为零（不用临时文件），或不小于 "{family}_buffer_size" 与单个 "{family}_buffers" 中较大者',
  ],
  'header-buffers': [
    'unmet-requirement',
    'the "large_client_header_buffers" size must be equal to or greater than "connection_pool_size"',
    '"large_client_header_buffers" 的大小必须不小于 "connection_pool_size"',
  ],
  'hash-max-size': [
    'unmet-requirement',
    'could not build {hash}, you should increase {hash}_max_size: {size}',
    '无法建立 {hash}，请增大 {hash}_max_size：{size}',
  ],
  'hash-bucket-large': [
    'unmet-requirement',
    'could not build {hash}, too large {hash}_bucket_size: {size}',
    '无法建立 {hash}，{hash}_bucket_size 过大：{size}',
  ],
  'hash-bucket-size': [
    'unmet-requirement',
    'could not build {hash}, you should increase {hash}_bucket_size: {size}',
    '无法建立 {hash}，请增大 {hash}_bucket_size：{size}',
  ],
  'referers-lonely': [
    'unmet-requirement',
    'the "none" or "blocked" referers are specified in the "valid_referers" directive without any valid referer',
    '"valid_referers" 指令只写了 "none" 或 "blocked"，没有任何有效的 referer',
  ],
  'secure-link-mixed': [
    'unmet-requirement',
    '"secure_link_secret" cannot be mixed with "secure_link" and "secure_link_md5"',
    '"secure_link_secret" 不能与 "secure_link"、"secure_link_md5" 混用',
  ],
  'certificate-listen': [
    'missing-certificate',
    'no "ssl_certificate" is defined for the "listen ... {transport}" directive',
    '带 "{transport}" 的 listen 没有定义 "ssl_certificate"',
  ],
  'certificate-directive': [
    'missing-certificate',
    'no "ssl_certificate" is defined for the "{directive}" directive',
    '"{directive}" 指令没有定义 "ssl_certificate"',
  ],
  'certificate-key': [
    'missing-certificate',
    'no "{key}" is defined for certificate "{certificate}"',
    '证书 "{certificate}" 没有定义 "{key}"',
  ],
  'certificate-file': [
    'missing-certificate',
    'cannot load certificate "{path}": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen({path}, r) error:10000080:BIO routines::no such file)',
    '无法加载证书 "{path}"：没有这个文件',
  ],
  'certificate-key-file': [
    'missing-certificate',
    'cannot load certificate key "{path}": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen({path}, r) error:10000080:BIO routines::no such file)',
    '无法加载证书私钥 "{path}"：没有这个文件',
  ],
  'authorities-file': [
    'missing-certificate',
    'SSL_CTX_load_verify_locations("{path}") failed (SSL: error:80000002:system library::No such file or directory:calling fopen({path}, r) error:10000080:BIO routines::no such file error:05880002:x509 certificate routines::system lib)',
    '无法加载 CA 证书 "{path}"：没有这个文件',
  ],
  'crl-file': [
    'missing-certificate',
    'X509_LOOKUP_load_file("{path}") failed (SSL: error:80000002:system library::No such file or directory:calling fopen({path}, r) error:10000080:BIO routines::no such file error:05880002:x509 certificate routines::system lib)',
    '无法加载证书吊销列表 "{path}"：没有这个文件',
  ],
  'parameters-file': [
    'missing-certificate',
    'BIO_new_file("{path}") failed (SSL: error:80000002:system library::No such file or directory:calling fopen({path}, r) error:10000080:BIO routines::no such file)',
    '无法加载 DH 参数 "{path}"：没有这个文件',
  ],
  'response-file': [
    'missing-certificate',
    'BIO_new_file("{path}") failed (SSL: error:80000002:system library::No such file or directory:calling fopen({path}, rb) error:10000080:BIO routines::no such file)',
    '无法加载 OCSP 响应 "{path}"：没有这个文件',
  ],
  'opened-file': [
    'missing-certificate',
    'open() "{path}" failed (2: No such file or directory)',
    '无法打开 "{path}"：没有这个文件',
  ],
  'machine-file': ['machine-file', '"{path}" is not among the files', '所给文件中没有 "{path}"'],
  'aio-build': ['machine-file', '"aio on" is unsupported on this platform', '此平台不支持 "aio on"'],
  'ciphers-build': [
    'machine-file',
    'SSL_CTX_set_cipher_list("{word}") failed: whether OpenSSL was built with any of them is not known',
    'SSL_CTX_set_cipher_list("{word}") 失败：不知道 OpenSSL 构建时是否包含其中任何一种',
  ],
  'cache-zone-memory': ['invalid-value', 'ngx_slab_alloc() failed: no memory', 'ngx_slab_alloc() 失败：内存不足'],
  engine: ['machine-file', 'ENGINE_by_id("{word}") failed', '没有 OpenSSL 引擎 "{word}"'],
  'certificate-key-directive': [
    'missing-certificate',
    'no "ssl_certificate_key" is defined for the "{directive}" directive',
    '"{directive}" 指令没有定义 "ssl_certificate_key"',
  ],
  'certificate-key-both': [
    'missing-certificate',
    'no "ssl_certificate_key" is defined for certificate "{certificate}" and the "{directive}" directive',
    '"{directive}" 指令的证书 "{certificate}" 没有定义 "ssl_certificate_key"',
  ],
  'charset-unmapped': [
    'unknown-reference',
    'no "charset_map" between the charsets "{from}" and "{to}"',
    '字符集 "{from}" 与 "{to}" 之间没有 "charset_map"',
  ],
  'verify-client': [
    'unmet-requirement',
    'no ssl_client_certificate for ssl_verify_client',
    'ssl_verify_client 需要 ssl_client_certificate',
  ],
  'verify-client-either': [
    'unmet-requirement',
    'no ssl_client_certificate or ssl_trusted_certificate for ssl_verify_client',
    'ssl_verify_client 需要 ssl_client_certificate 或 ssl_trusted_certificate',
  ],
  'verify-upstream': [
    'unmet-requirement',
    'no {family}_ssl_trusted_certificate for {family}_ssl_verify',
    '{family}_ssl_verify 需要 {family}_ssl_trusted_certificate',
  ],
  'quic-protocol': [
    'unmet-requirement',
    '"ssl_protocols" must enable TLSv1.3 for the "listen ... quic" directive',
    '"listen ... quic" 要求 "ssl_protocols" 启用 TLSv1.3',
  ],
  'ocsp-no-ca': [
    'unmet-requirement',
    '"ssl_ocsp" is incompatible with "ssl_verify_client optional_no_ca"',
    '"ssl_ocsp" 不能与 "ssl_verify_client optional_no_ca" 同时使用',
  ],
  'ocsp-prefix': [
    'invalid-value',
    'invalid URL prefix in OCSP responder "{word}" in "ssl_ocsp_responder"',
    '"ssl_ocsp_responder" 的 URL 前缀无效："{word}"',
  ],
  'ocsp-url': [
    'invalid-value',
    '{error} in OCSP responder "{word}" in "ssl_ocsp_responder"',
    '"ssl_ocsp_responder" 的地址 "{word}" 有误：{error}',
  ],
  ciphers: [
    'invalid-value',
    'SSL_CTX_set_cipher_list("{word}") failed{reason}',
    'SSL_CTX_set_cipher_list("{word}") 失败：没有可用的密码套件{reason}',
  ],
  groups: [
    'tls-groups-unsupported',
    'SSL_CTX_set1_curves_list("{word}") failed{reason}',
    'SSL_CTX_set1_curves_list("{word}") 失败：OpenSSL {openssl} 不认识 {unknown}{reason}',
  ],
  'conf-command': [
    'invalid-value',
    'SSL_CONF_cmd("{command}", "{value}") failed (SSL: error:0A000182:SSL routines::unknown cmd name:cmd={command})',
    'SSL_CONF_cmd("{command}", "{value}") 失败：OpenSSL 没有这个命令',
  ],
  'conf-value': [
    'invalid-value',
    'SSL_CONF_cmd("{command}", "{value}") failed (SSL: {reason}error:0A000180:SSL routines::bad value:cmd={command}, value={value})',
    'SSL_CONF_cmd("{command}", "{value}") 失败：{reason}值无效',
  ],
  'deprecated-ssl': [
    'deprecated-directive',
    'the "ssl" directive is deprecated, use the "listen ... ssl" directive instead',
    '"ssl" 指令已弃用，请改用 "listen ... ssl"',
  ],
  'deprecated-obsolete': [
    'deprecated-directive',
    'the "{name}" directive is obsolete, ignored',
    '"{name}" 指令已废弃，被忽略',
  ],
  'deprecated-replaced': [
    'deprecated-directive',
    'the "{name}" directive is obsolete, use the "{replacement}" directive instead',
    '"{name}" 指令已废弃，请改用 "{replacement}"',
  ],
  'worker-connections': [
    'unmet-requirement',
    '{have} worker_connections are not enough for {need} listening sockets',
    'worker_connections {have} 不够 {need} 个监听套接字使用',
  ],
  'host-unresolved': ['unresolved-host', 'host not found in {what} "{word}"', '{what} 中找不到主机 "{word}"'],
} as const
