// Generated from src/dev/facts/compliance.json. Do not edit.
import type { ComplianceMap } from './framework.ts'

export const compliance: ComplianceMap = {
 "asOf": "2026-11-21",
 "frameworks": [
  {
   "id": "MLPS2-L3",
   "name": {
    "en": "GB/T 22239-2019 level 3 (MLPS 2.0)",
    "zh": "GB/T 22239-2019 第三级（等级保护 2.0）"
   },
   "evidence": "secondary",
   "basis": {
    "en": "clause text as reproduced in several independent public checking tools for GB/T 28448 level 3, which agree; one public repository numbers 8.1.4.1 wrongly",
    "zh": "条款文字取自多个独立公开的 GB/T 28448 三级测评工具，彼此一致；其中一个公开仓库误编了 8.1.4.1"
   },
   "prefix": "MLPS"
  },
  {
   "id": "CSL",
   "name": {
    "en": "PRC Cybersecurity Law (amended 2025-10-28, in force 2026-01-01)",
    "zh": "《网络安全法》（2025-10-28 修正，2026-01-01 施行）"
   },
   "evidence": "secondary",
   "basis": {
    "en": "commentary on the 2025 revision (40 became 42, 59 became 61, new 20); 21 to 23 and 42 to 44 derived from the shift and confirmed for 23 by two independent repositories; official text not read",
    "zh": "依据对 2025 年修正的评述（原第 40 条改为 42，59 改为 61，新增第 20 条）；21→23、42→44 由此推导，其中 23 有两个独立仓库佐证；未读官方文本"
   },
   "prefix": "CSL"
  },
  {
   "id": "PIPL",
   "name": {
    "en": "PRC Personal Information Protection Law",
    "zh": "《个人信息保护法》"
   },
   "evidence": "source",
   "basis": {
    "en": "Article 51 read in translation; Article 57 secondary",
    "zh": "第五十一条已读（译文）；第五十七条为二手资料"
   },
   "prefix": "PIPL"
  },
  {
   "id": "PDPO",
   "name": {
    "en": "HK PDPO (Cap.486) Sch.1 DPP4",
    "zh": "香港《个人资料（私隐）条例》（第 486 章）附表 1 保障资料第 4 原则"
   },
   "evidence": "secondary",
   "basis": {
    "en": "three law-firm notes on the regulator's ICT guidance of 2022-08-30: measures in transmission are a factor",
    "zh": "依据三家律所对 2022-08-30 监管指引的说明：传输中的保护措施是考虑因素"
   },
   "prefix": "PDPO"
  },
  {
   "id": "GDPR",
   "name": {
    "en": "GDPR Art.32(1)(a),(b)",
    "zh": "GDPR 第 32 条第 1 款 (a)、(b)"
   },
   "evidence": "source",
   "basis": {
    "en": "regulation text",
    "zh": "已读法规文本"
   },
   "prefix": "GDPR"
  },
  {
   "id": "HIPAA",
   "name": {
    "en": "45 CFR 164.312",
    "zh": "45 CFR 164.312"
   },
   "evidence": "source",
   "basis": {
    "en": "control file of a public compliance project: (e)(1), (e)(2)(i), (e)(2)(ii addressable), (b), (c)(1)",
    "zh": "依据公开合规项目的控制文件：(e)(1)、(e)(2)(i)、(e)(2)(ii，addressable)、(b)、(c)(1)"
   },
   "prefix": "HIPAA"
  },
  {
   "id": "PCI",
   "name": {
    "en": "PCI DSS v4.0.1",
    "zh": "PCI DSS v4.0.1"
   },
   "evidence": "source",
   "basis": {
    "en": "requirement text of 4.0.1 in a public control file",
    "zh": "依据公开控制文件中的 4.0.1 要求文字"
   },
   "prefix": "PCI4"
  },
  {
   "id": "CIS21",
   "name": {
    "en": "CIS NGINX Benchmark v2.1.0 (v3.0.0 is current)",
    "zh": "CIS NGINX Benchmark v2.1.0（现行版本为 v3.0.0）"
   },
   "evidence": "secondary",
   "basis": {
    "en": "audit index of 2.1.0 and public implementations; 3.0.0 is current",
    "zh": "依据 2.1.0 审计目录与公开实现；现行版本为 3.0.0"
   },
   "prefix": "CIS2"
  },
  {
   "id": "GBT39786-L3",
   "name": {
    "en": "GB/T 39786-2021 level 3 (密评)",
    "zh": "GB/T 39786-2021 第三级（密评）"
   },
   "evidence": "secondary",
   "basis": {
    "en": "regulator announcement; clause numbers UNVERIFIED",
    "zh": "依据主管部门公告；条款编号未核实"
   }
  },
  {
   "id": "DSL",
   "name": {
    "en": "PRC Data Security Law Art.27",
    "zh": "《数据安全法》第二十七条"
   },
   "evidence": "unverified",
   "basis": {
    "en": "article text not read",
    "zh": "未读条文"
   }
  },
  {
   "id": "NDSMR",
   "name": {
    "en": "Network Data Security Management Regulations (in force 2025-01-01)",
    "zh": "《网络数据安全管理条例》（2025-01-01 施行）"
   },
   "evidence": "secondary",
   "basis": {
    "en": "summary read; article 9 text UNVERIFIED",
    "zh": "已读摘要；第九条文字未核实"
   }
  },
  {
   "id": "HK-CAP653",
   "name": {
    "en": "HK Protection of Critical Infrastructures (Computer Systems) Ordinance Cap.653, in force 2026-01-01 (designated operators only)",
    "zh": "香港《保护关键基础设施（电脑系统）条例》（第 653 章），2026-01-01 生效，仅适用于指定营运者"
   },
   "evidence": "source",
   "basis": {
    "en": "government announcement; section numbers UNVERIFIED",
    "zh": "依据政府公告；条款编号未核实"
   }
  },
  {
   "id": "ISO",
   "name": {
    "en": "ISO/IEC 27001:2022 Annex A",
    "zh": "ISO/IEC 27001:2022 附录 A"
   },
   "evidence": "secondary",
   "basis": {
    "en": "public statements of applicability; A.8.20, 21, 24, 15, 26 numbers from memory = UNVERIFIED",
    "zh": "依据公开的适用性声明；A.8.20、21、24、15、26 编号未核实"
   }
  },
  {
   "id": "NIST53",
   "name": {
    "en": "NIST SP 800-53 r5",
    "zh": "NIST SP 800-53 r5"
   },
   "evidence": "source",
   "basis": {
    "en": "control titles in a public control file",
    "zh": "依据公开控制文件中的控制项标题"
   },
   "prefix": "NIST"
  },
  {
   "id": "ASVS5",
   "name": {
    "en": "OWASP ASVS 5.0",
    "zh": "OWASP ASVS 5.0"
   },
   "evidence": "source",
   "basis": {
    "en": "OWASP repository, 5.0",
    "zh": "OWASP 仓库，5.0 版"
   },
   "prefix": "ASVS5"
  }
 ],
 "themes": [
  {
   "id": "plaintext-listener",
   "title": {
    "en": "HTTP content/proxy served without TLS",
    "zh": "以明文提供 HTTP 内容或代理"
   },
   "rules": [
    "nginx/plaintext-listener",
    "nginx/plaintext-proxy",
    "nginx/plaintext-stream",
    "nginx/tls-port-without-ssl",
    "nginx/basic-auth-plaintext"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.2.2 a",
     "8.1.2.2 b",
     "8.1.4.7 a",
     "8.1.4.8 a"
    ],
    "GBT39786-L3": [
     "网络和通信安全 U"
    ],
    "CSL": [
     "Art.23 (old 21) D",
     "Art.44 (old 42) D"
    ],
    "PIPL": [
     "Art.51(3)"
    ],
    "DSL": [
     "Art.27 U"
    ],
    "NDSMR": [
     "Art.9 U"
    ],
    "PDPO": [
     "DPP4(1)"
    ],
    "HK-CAP653": [
     "if designated U"
    ],
    "GDPR": [
     "32(1)(a)"
    ],
    "HIPAA": [
     "164.312(e)(1)",
     "164.312(e)(2)(ii)"
    ],
    "PCI": [
     "4.2.1",
     "2.2.5",
     "8.3.2"
    ],
    "CIS21": [
     "4.1.1"
    ],
    "ISO": [
     "A.5.14",
     "A.8.24 U"
    ],
    "NIST53": [
     "SC-8",
     "SC-8(1)",
     "SC-23"
    ],
    "ASVS5": [
     "12.2.1"
    ]
   }
  },
  {
   "id": "api-transparent-redirect",
   "title": {
    "en": "API endpoint answers HTTP with 301/308 so leak stays unnoticed",
    "zh": "接口以 301/308 应答 HTTP，泄露不易被发现"
   },
   "rules": [
    "nginx/api-redirect",
    "nginx/redirect-drops-body"
   ],
   "controls": {
    "ASVS5": [
     "4.1.2"
    ],
    "NIST53": [
     "SC-8(1)"
    ],
    "PCI": [
     "4.2.1 (no fallback)"
    ],
    "MLPS2-L3": [
     "8.1.4.8 a"
    ],
    "PIPL": [
     "Art.51(3)"
    ],
    "PDPO": [
     "DPP4(1)"
    ]
   }
  },
  {
   "id": "redirect-missing",
   "title": {
    "en": "browser site has no HTTP->HTTPS redirect",
    "zh": "面向浏览器的站点未从 HTTP 重定向到 HTTPS"
   },
   "rules": [
    "nginx/https-redirect"
   ],
   "controls": {
    "CIS21": [
     "4.1.1"
    ],
    "ASVS5": [
     "12.2.1"
    ],
    "NIST53": [
     "SC-8(1)"
    ]
   }
  },
  {
   "id": "tls-protocols",
   "title": {
    "en": "weak/obsolete TLS versions",
    "zh": "过时的 TLS 版本"
   },
   "rules": [
    "nginx/tls-protocols",
    "nginx/tls-setting-ignored",
    "nginx/upstream-tls-weak"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.2.2 b (no version named)"
    ],
    "PCI": [
     "4.2.1",
     "12.3.3"
    ],
    "HIPAA": [
     "164.312(e)(1)"
    ],
    "GDPR": [
     "32(1)(a)"
    ],
    "CIS21": [
     "4.1.4"
    ],
    "ISO": [
     "A.8.24 U"
    ],
    "NIST53": [
     "SC-8(1)",
     "SC-13"
    ],
    "ASVS5": [
     "12.1.1"
    ]
   }
  },
  {
   "id": "tls-ciphers",
   "title": {
    "en": "weak ciphers/groups/DH",
    "zh": "弱密码套件、曲线组或 DH 参数"
   },
   "rules": [
    "nginx/weak-ciphers",
    "nginx/tls-seclevel",
    "nginx/dhparam",
    "nginx/tls-groups"
   ],
   "controls": {
    "PCI": [
     "4.2.1",
     "12.3.3"
    ],
    "CIS21": [
     "4.1.5",
     "4.1.6",
     "4.1.14"
    ],
    "NIST53": [
     "SC-12",
     "SC-13"
    ],
    "ISO": [
     "A.8.24 U"
    ],
    "ASVS5": [
     "12.1.2"
    ],
    "GBT39786-L3": [
     "SM algorithms; international suites do not satisfy"
    ]
   }
  },
  {
   "id": "certificate",
   "title": {
    "en": "missing/untrusted/expiring certificate, key permissions, inventory",
    "zh": "证书缺失、不可信或将过期，密钥权限"
   },
   "rules": [
    "nginx/certificate-chain",
    "nginx/certificate-expiry",
    "nginx/certificate-trust",
    "nginx/missing-certificate",
    "nginx/file-permissions"
   ],
   "controls": {
    "PCI": [
     "4.2.1",
     "4.2.1.1"
    ],
    "CIS21": [
     "4.1.2",
     "4.1.3"
    ],
    "NIST53": [
     "SC-12",
     "SC-17"
    ],
    "ASVS5": [
     "12.2.2"
    ],
    "ISO": [
     "A.8.24 U"
    ]
   }
  },
  {
   "id": "upstream-tls",
   "title": {
    "en": "cleartext or unverified upstream (proxy/grpc/uwsgi/fastcgi/stream)",
    "zh": "到上游的明文或未校验的连接"
   },
   "rules": [
    "nginx/plaintext-upstream",
    "nginx/upstream-tls-unverified",
    "nginx/upstream-tls-name",
    "nginx/upstream-tls-weak"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.2.2 a",
     "8.1.2.2 b",
     "8.1.4.7 a",
     "8.1.4.8 a"
    ],
    "PCI": [
     "4.2.1 (open public networks only)"
    ],
    "HIPAA": [
     "164.312(e)(1)"
    ],
    "CIS21": [
     "4.1.9",
     "4.1.10"
    ],
    "NIST53": [
     "SC-8",
     "SC-8(1)",
     "SC-23"
    ],
    "ASVS5": [
     "12.3.1",
     "12.3.2",
     "12.3.3",
     "12.3.4"
    ]
   }
  },
  {
   "id": "hsts",
   "title": {
    "en": "HSTS absent/short/not always",
    "zh": "缺少 HSTS 或其有效期过短"
   },
   "rules": [
    "nginx/hsts"
   ],
   "controls": {
    "CIS21": [
     "4.1.8",
     "4.1.11"
    ],
    "ASVS5": [
     "3.4.1",
     "3.7.4"
    ],
    "NIST53": [
     "SC-23"
    ]
   }
  },
  {
   "id": "cookies",
   "title": {
    "en": "Secure/HttpOnly/SameSite missing",
    "zh": "Cookie 缺少 Secure、HttpOnly、SameSite"
   },
   "rules": [
    "nginx/cookie-flags"
   ],
   "controls": {
    "ASVS5": [
     "3.3.1",
     "3.3.4"
    ],
    "NIST53": [
     "SC-23"
    ]
   }
  },
  {
   "id": "log-sensitive",
   "title": {
    "en": "body/token/cookie/query data in access logs",
    "zh": "访问日志含敏感数据"
   },
   "rules": [
    "nginx/log-sensitive-data",
    "nginx/log-query-string",
    "nginx/log-json-escape",
    "nginx/error-log-level"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.4.3",
     "8.1.4.11"
    ],
    "PIPL": [
     "Art.51(3)"
    ],
    "PDPO": [
     "DPP4(1)"
    ],
    "GDPR": [
     "32(1)(b)"
    ],
    "HIPAA": [
     "164.312(b)"
    ],
    "PCI": [
     "3.3.1",
     "3.5.1"
    ],
    "CIS21": [
     "3.1"
    ],
    "ISO": [
     "A.8.11",
     "A.8.12"
    ],
    "NIST53": [
     "AU-3(3)",
     "AU-9"
    ],
    "ASVS5": [
     "14.2.1",
     "16.2.5"
    ]
   }
  },
  {
   "id": "forwarded-headers",
   "title": {
    "en": "client-spoofable X-Forwarded-*/X-Real-IP",
    "zh": "客户端可伪造的转发头"
   },
   "rules": [
    "nginx/forwarded-headers",
    "nginx/realip-trust-all",
    "nginx/underscores-in-headers"
   ],
   "controls": {
    "CIS21": [
     "3.7"
    ],
    "ASVS5": [
     "4.1.3"
    ],
    "NIST53": [
     "AC-4"
    ]
   }
  },
  {
   "id": "unknown-host",
   "title": {
    "en": "default server serves app / open redirect via $host / no ssl_reject_handshake",
    "zh": "未知域名获得应用内容"
   },
   "rules": [
    "nginx/missing-default-server",
    "nginx/unknown-host-served",
    "nginx/redirect-host",
    "nginx/reject-handshake-fallthrough"
   ],
   "controls": {
    "CIS21": [
     "2.4.2"
    ],
    "ASVS5": [
     "3.7.2"
    ],
    "NIST53": [
     "SC-7",
     "CM-7"
    ]
   }
  },
  {
   "id": "info-disclosure",
   "title": {
    "en": "server_tokens, banners",
    "zh": "版本与横幅信息泄露"
   },
   "rules": [
    "nginx/version-disclosure",
    "nginx/upstream-headers-leak",
    "nginx/status-exposed"
   ],
   "controls": {
    "CIS21": [
     "2.5.1 U",
     "2.5.4"
    ],
    "ASVS5": [
     "13.4.6"
    ],
    "NIST53": [
     "SI-11",
     "CM-6"
    ]
   }
  },
  {
   "id": "dos-limits",
   "title": {
    "en": "timeouts, body size, rate limits",
    "zh": "超时、请求体与速率限制"
   },
   "rules": [
    "nginx/timeouts",
    "nginx/body-size",
    "nginx/header-buffers",
    "nginx/rate-limits",
    "nginx/sensitive-endpoint-rate-limit"
   ],
   "controls": {
    "NIST53": [
     "SC-5",
     "SC-10"
    ],
    "CIS21": [
     "2.4.3",
     "2.4.4"
    ]
   }
  },
  {
   "id": "admin-plain",
   "title": {
    "en": "admin/metrics endpoints over cleartext",
    "zh": "管理或监控端点以明文提供"
   },
   "rules": [
    "nginx/admin-unrestricted",
    "nginx/basic-auth-plaintext",
    "nginx/plaintext-proxy"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.4.1 c"
    ],
    "PCI": [
     "2.2.7"
    ],
    "NIST53": [
     "AC-17(2)"
    ],
    "ASVS5": [
     "12.3.1"
    ]
   }
  },
  {
   "id": "config-baseline",
   "title": {
    "en": "config kept to a documented baseline, unused services off",
    "zh": "配置偏离基线，多余功能未关闭"
   },
   "rules": [
    "nginx/hidden-files",
    "nginx/autoindex",
    "nginx/dav-methods",
    "nginx/run-as-root"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.4.4"
    ],
    "PCI": [
     "2.2.1",
     "2.2.4",
     "2.2.6"
    ],
    "ISO": [
     "A.8.9"
    ],
    "NIST53": [
     "CM-6",
     "CM-7"
    ]
   }
  },
  {
   "id": "tunnel-protection",
   "title": {
    "en": "protection of what a VPN tunnel carries",
    "zh": "VPN 隧道内数据的保护"
   },
   "rules": [
    "openvpn/data-ciphers",
    "openvpn/cipher-fallback",
    "openvpn/auth-digest",
    "openvpn/tls-version-min",
    "openvpn/tls-cipher-list",
    "openvpn/static-key",
    "openvpn/compression",
    "openvpn/push-compression",
    "openvpn/server-verify",
    "openvpn/server-verify-name",
    "openvpn/client-verify",
    "openvpn/client-cert-optional",
    "openvpn/peer-authentication",
    "openvpn/tls-crypt",
    "openvpn/tls-auth",
    "openvpn/renegotiation-off",
    "openvpn/replay-protection",
    "openvpn/dh",
    "openvpn/certificate-profile",
    "openvpn/redirect-missing",
    "openvpn/dns-leak",
    "openvpn/ipv6-leak",
    "host/vpn-kill-switch"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.2.2 a D",
     "8.1.2.2 b D"
    ],
    "PIPL": [
     "Art.51(3) D"
    ],
    "PDPO": [
     "DPP4(1) D"
    ],
    "GDPR": [
     "32(1)(a) D"
    ],
    "HIPAA": [
     "164.312(e)(1) D"
    ],
    "PCI": [
     "4.2.1 D"
    ],
    "NIST53": [
     "SC-8 D",
     "SC-8(1) D"
    ]
   }
  },
  {
   "id": "kernel-baseline",
   "title": {
    "en": "kernel settings kept to a documented baseline",
    "zh": "内核参数符合成文基线"
   },
   "rules": [
    "sysctl/*"
   ],
   "controls": {
    "MLPS2-L3": [
     "8.1.4.4 D"
    ],
    "PCI": [
     "2.2.1 D",
     "2.2.6 D"
    ],
    "ISO": [
     "A.8.9 D"
    ],
    "NIST53": [
     "CM-6 D"
    ]
   }
  }
 ]
}
