// Generated from src/dev/facts/nginx/advisories.tsv. Do not edit.
export const advisoryTable: string = `CVE-2026-42533	Buffer overflow when using map and regex	high	0.9.6-1.31.2	1.31.3 1.30.4	pattern	10
CVE-2026-60005	Memory disclosure when using ngx_http_slice_module	medium	1.15.8-1.31.2	1.31.3 1.30.4	pattern	10
CVE-2026-56434	Use-after-free when using ngx_http_ssi_module	medium	0.8.11-1.31.2	1.31.3 1.30.4	ssi-upstream	10
CVE-2026-42530	Use-after-free in HTTP/3	high	1.31.0-1.31.1	1.31.2	quic	
CVE-2026-42055	Buffer overflow in the ngx_http_proxy_v2_module and ngx_http_grpc_module	medium	1.13.10-1.31.1	1.31.2 1.30.3	large-headers-http2	9
CVE-2026-48142	Buffer overread in the ngx_http_charset_module	low	0.3.50-1.31.1	1.31.2 1.30.3	charset-utf8	9
CVE-2026-9256	Buffer overflow in the ngx_http_rewrite_module	medium	0.1.17-1.31.0	1.31.1 1.30.2	pattern	8
CVE-2026-42926	HTTP/2 request injection in the ngx_http_proxy_module	medium	1.29.4-1.30.0	1.31.0 1.30.1	body-http2	
CVE-2026-42945	Buffer overflow in the ngx_http_rewrite_module	medium	0.6.27-1.30.0	1.31.0 1.30.1	pattern	7
CVE-2026-42946	Buffer overread in the ngx_http_scgi_module and ngx_http_uwsgi_module	medium	0.8.42-1.30.0	1.31.0 1.30.1	scgi-uwsgi	8
CVE-2026-42934	Buffer overread in the ngx_http_charset_module	low	0.3.50-1.30.0	1.31.0 1.30.1	charset-utf8	7
CVE-2026-40460	HTTP/3 address spoofing	medium	1.25.0-1.30.0	1.31.0 1.30.1	quic	
CVE-2026-40701	resolver use-after-free in OCSP	medium	1.19.0-1.30.0	1.31.0 1.30.1	ocsp	7
CVE-2026-27654	Buffer overflow in ngx_http_dav_module	medium	0.5.13-1.29.6	1.29.7 1.28.3	dav-alias	5
CVE-2026-27784	Buffer overflow in the ngx_http_mp4_module	medium	1.1.19-1.29.6	1.29.7 1.28.3	mp4-32bit	5
CVE-2026-32647	Buffer overflow in the ngx_http_mp4_module	medium	1.1.19-1.29.6	1.29.7 1.28.3	mp4	5
CVE-2026-27651	NULL pointer dereference while using CRAM-MD5 or APOP	low	0.5.15-1.29.6	1.29.7 1.28.3	mail-cram	5
CVE-2026-28753	Injection in auth_http and XCLIENT	medium	0.6.27-1.29.6	1.29.7 1.28.3	mail-ptr	5
CVE-2026-28755	OCSP result bypass in stream	medium	1.27.2-1.29.6	1.29.7 1.28.3	stream-ocsp	5
CVE-2026-1642	SSL upstream injection	medium	1.3.0-1.29.4	1.29.5 1.28.2	tls-upstream	4
CVE-2025-53859	Buffer overread in the ngx_mail_smtp_module	low	0.7.22-1.29.0	1.29.1	mail-smtp-none	3
CVE-2025-23419	SSL session reuse vulnerability	medium	1.11.4-1.27.3	1.27.4 1.26.3	shared-sessions-verify	1
CVE-2024-7347	Buffer overread in the ngx_http_mp4_module	low	1.5.13-1.27.0	1.27.1 1.26.2	mp4	2
CVE-2024-32760	Buffer overwrite in HTTP/3	medium	1.25.0-1.25.5 1.26.0	1.27.0 1.26.1	quic	
CVE-2024-31079	Stack overflow and use-after-free in HTTP/3	medium	1.25.0-1.25.5 1.26.0	1.27.0 1.26.1	quic	
CVE-2024-35200	NULL pointer dereference in HTTP/3	medium	1.25.0-1.25.5 1.26.0	1.27.0 1.26.1	quic	
CVE-2024-34161	Memory disclosure in HTTP/3	medium	1.25.0-1.25.5 1.26.0	1.27.0 1.26.1	quic	
CVE-2024-24989	NULL pointer dereference in HTTP/3	high	1.25.3	1.25.4	quic	
CVE-2024-24990	Use-after-free in HTTP/3	high	1.25.0-1.25.3	1.25.4	quic	
CVE-2022-41741	Memory corruption in the ngx_http_mp4_module	medium	1.1.3-1.23.1 1.0.7-1.0.15	1.23.2 1.22.1	mp4	
CVE-2022-41742	Memory disclosure in the ngx_http_mp4_module	medium	1.1.3-1.23.1 1.0.7-1.0.15	1.23.2 1.22.1	mp4	
CVE-2021-23017	1-byte memory overwrite in resolver	medium	0.6.18-1.20.0	1.21.0 1.20.1	resolver	
CVE-2019-9511	Excessive CPU usage in HTTP/2 with small window updates	medium	1.9.5-1.17.2	1.17.3 1.16.1	http2	
CVE-2019-9513	Excessive CPU usage in HTTP/2 with priority changes	low	1.9.5-1.17.2	1.17.3 1.16.1	http2	
CVE-2019-9516	Excessive memory usage in HTTP/2 with zero length headers	low	1.9.5-1.17.2	1.17.3 1.16.1	http2	
CVE-2018-16843	Excessive memory usage in HTTP/2	low	1.9.5-1.15.5	1.15.6 1.14.1	http2	
CVE-2018-16844	Excessive CPU usage in HTTP/2	low	1.9.5-1.15.5	1.15.6 1.14.1	http2	
CVE-2018-16845	Memory disclosure in the ngx_http_mp4_module	medium	1.1.3-1.15.5 1.0.7-1.0.15	1.15.6 1.14.1	mp4	
CVE-2017-7529	Integer overflow in the range filter	medium	0.5.6-1.13.2	1.13.3 1.12.1	always	
CVE-2016-4450	NULL pointer dereference while writing client request body	medium	1.3.9-1.11.0	1.11.1 1.10.1	request-body	
CVE-2016-0742	Invalid pointer dereference in resolver	medium	0.6.18-1.9.9	1.9.10 1.8.1	resolver	
CVE-2016-0746	Use-after-free during CNAME response processing in resolver	medium	0.6.18-1.9.9	1.9.10 1.8.1	resolver	
CVE-2016-0747	Insufficient limits of CNAME resolution in resolver	medium	0.6.18-1.9.9	1.9.10 1.8.1	resolver	
CVE-2014-3616	SSL session reuse vulnerability	medium	0.5.6-1.7.4	1.7.5 1.6.2	shared-sessions	
CVE-2014-3556	STARTTLS command injection	medium	1.5.6-1.7.3	1.7.4 1.6.1	mail-starttls	
CVE-2014-0133	SPDY heap buffer overflow	high	1.3.15-1.5.11	1.5.12 1.4.7	spdy	
CVE-2014-0088	SPDY memory corruption	high	1.5.10	1.5.11	spdy-32bit	
CVE-2013-4547	Request line parsing vulnerability	medium	0.8.41-1.5.6	1.5.7 1.4.4	always	
CVE-2013-2070	Memory disclosure with specially crafted HTTP backend responses	medium	1.1.4-1.2.8 1.3.9-1.4.0	1.5.0 1.4.1 1.2.9	upstream	
CVE-2013-2028	Stack-based buffer overflow with specially crafted request	high	1.3.9-1.4.0	1.5.0 1.4.1	always	
CVE-2011-4963	Vulnerabilities with Windows directory aliases	medium	0.7.52-1.3.0	1.3.1 1.2.1	windows	
CVE-2012-2089	Buffer overflow in the ngx_http_mp4_module	high	1.1.3-1.1.18 1.0.7-1.0.14	1.1.19 1.0.15	mp4	
CVE-2012-1180	Memory disclosure with specially crafted backend responses	high	0.1.0-1.1.16	1.1.17 1.0.14	upstream	
CVE-2011-4315	Buffer overflow in resolver	medium	0.6.18-1.1.7	1.1.8 1.0.10	resolver	
CVE-2010-2266	Vulnerabilities with invalid UTF-8 sequence on Windows	high	0.7.52-0.8.40	0.8.41 0.7.67	windows	
CVE-2010-2263	Vulnerabilities with Windows file default stream	high	0.7.52-0.8.39	0.8.40 0.7.66	windows	
-	Vulnerabilities with Windows 8.3 filename pseudonyms	high	0.7.52-0.8.32	0.8.33 0.7.65	windows	
CVE-2009-4487	An error log data are not sanitized	info			never	
CVE-2009-3555	The renegotiation vulnerability in SSL protocol	high	0.1.0-0.8.22	0.8.23 0.7.64	tls	
CVE-2009-3898	Directory traversal vulnerability	low	0.1.0-0.8.16	0.8.17 0.7.63	dav	
CVE-2009-2629	Buffer underflow vulnerability	high	0.1.0-0.8.14	0.8.15 0.7.62 0.6.39 0.5.38	always	
CVE-2009-3896	Null pointer dereference vulnerability	high	0.1.0-0.8.13	0.8.14 0.7.62 0.6.39 0.5.38	always`
