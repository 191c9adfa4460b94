// Generated from src/dev/facts/nginx by src/dev/nginx-tables.ts. Do not edit.
export const variables: string = `
ancient_browser	c	1.13.4		~http_browser_module
arg_	p	1.11.10		~http_variables
args	c			~http_variables
binary_remote_addr				~http_variables
body_bytes_sent				~http_variables
bytes_sent				~http_variables
connection				~http_variables
connection_requests				~http_variables
connection_time		1.19.10		~http_variables
connections_active				~http_stub_status_module
connections_reading				~http_stub_status_module
connections_waiting				~http_stub_status_module
connections_writing				~http_stub_status_module
content_length				~http_variables
content_type				~http_variables
cookie_	p	1.11.10		~http_variables
date_gmt				~http_ssi_filter_module
date_local				~http_ssi_filter_module
document_root				~http_variables
document_uri				~http_variables
fastcgi_path_info				~http_fastcgi_module
fastcgi_script_name				~http_fastcgi_module
geoip_area_code				~http_geoip_module
geoip_city				~http_geoip_module
geoip_city_continent_code				~http_geoip_module
geoip_city_country_code				~http_geoip_module
geoip_city_country_code3				~http_geoip_module
geoip_city_country_name				~http_geoip_module
geoip_country_code				~http_geoip_module
geoip_country_code3				~http_geoip_module
geoip_country_name				~http_geoip_module
geoip_dma_code				~http_geoip_module
geoip_latitude				~http_geoip_module
geoip_longitude				~http_geoip_module
geoip_org				~http_geoip_module
geoip_postal_code				~http_geoip_module
geoip_region				~http_geoip_module
geoip_region_name				~http_geoip_module
grpc_internal_trailers		1.13.10		~http_grpc_module
gzip_ratio				~http_gzip_filter_module
host				~http_variables
hostname				~http_variables
http2				~http_v2_module
http3		1.25.0		~http_v3_module
http_	p	1.11.10		~http_variables
http_cookie				~http_variables
http_host				~http_variables
http_referer				~http_variables
http_user_agent				~http_variables
http_via				~http_variables
http_x_forwarded_for				~http_variables
https				~http_variables
invalid_referer	c			~http_referer_module
is_args				~http_variables
is_request_port		1.29.3		~http_variables
limit_conn_status		1.17.6		~http_limit_conn_module
limit_rate	c			~http_variables
limit_req_status		1.17.6		~http_limit_req_module
memcached_key	o			~http_memcached_module
modern_browser	c	1.13.4		~http_browser_module
msec				~http_variables
msie	c	1.13.4		~http_browser_module
nginx_version				~http_variables
pid				~http_variables
pipe				~http_variables
proxy_add_via				~http_proxy_module
proxy_add_x_forwarded_for				~http_proxy_module
proxy_host	c			~http_proxy_module
proxy_internal_body_length				~http_proxy_module
proxy_internal_chunked				~http_proxy_module
proxy_internal_connection		1.29.4	1.29.7
proxy_internal_host		1.29.4	1.31.4
proxy_port	c			~http_proxy_module
proxy_protocol_addr				~http_variables
proxy_protocol_port		1.11.0		~http_variables
proxy_protocol_server_addr		1.17.6		~http_variables
proxy_protocol_server_port		1.17.6		~http_variables
proxy_protocol_tlv_	p	1.23.2		~http_variables
query_string				~http_variables
realip_remote_addr				~http_realip_module
realip_remote_port		1.11.0		~http_realip_module
realpath_root				~http_variables
remote_addr				~http_variables
remote_port				~http_variables
remote_user				~http_variables
request				~http_variables
request_body				~http_variables
request_body_file				~http_variables
request_completion				~http_variables
request_filename				~http_variables
request_id		1.11.0		~http_variables
request_length				~http_variables
request_method				~http_variables
request_port		1.29.3		~http_variables
request_time				~http_variables
request_uri				~http_variables
scheme				~http_variables
secure_link				~http_secure_link_module
secure_link_expires				~http_secure_link_module
sent_http_	p	1.11.10		~http_variables
sent_http_cache_control				~http_variables
sent_http_connection				~http_variables
sent_http_content_length				~http_variables
sent_http_content_type				~http_variables
sent_http_keep_alive				~http_variables
sent_http_last_modified				~http_variables
sent_http_link		1.13.9		~http_variables
sent_http_location				~http_variables
sent_http_transfer_encoding				~http_variables
sent_trailer_	p	1.13.2		~http_variables
server_addr				~http_variables
server_name				~http_variables
server_port				~http_variables
server_protocol				~http_variables
slice_range				~http_slice_filter_module
spdy			1.10.0
spdy_request_priority			1.10.0
ssl_alpn_protocol	c	1.21.4		~http_ssl_module
ssl_cipher	c			~http_ssl_module
ssl_ciphers	c	1.11.7		~http_ssl_module
ssl_client_cert	c			~http_ssl_module
ssl_client_escaped_cert	c	1.13.5		~http_ssl_module
ssl_client_fingerprint	c			~http_ssl_module
ssl_client_i_dn	c			~http_ssl_module
ssl_client_i_dn_legacy	c	1.11.6		~http_ssl_module
ssl_client_raw_cert	c			~http_ssl_module
ssl_client_s_dn	c			~http_ssl_module
ssl_client_s_dn_legacy	c	1.11.6		~http_ssl_module
ssl_client_serial	c			~http_ssl_module
ssl_client_sigalg	c	1.29.3		~http_ssl_module
ssl_client_v_end	c	1.11.7		~http_ssl_module
ssl_client_v_remain	c	1.11.7		~http_ssl_module
ssl_client_v_start	c	1.11.7		~http_ssl_module
ssl_client_verify	c			~http_ssl_module
ssl_curve	c	1.21.5		~http_ssl_module
ssl_curves	c	1.11.7		~http_ssl_module
ssl_early_data	c	1.15.3		~http_ssl_module
ssl_ech_outer_server_name	c	1.29.4		~http_ssl_module
ssl_ech_status	c	1.29.4		~http_ssl_module
ssl_protocol	c			~http_ssl_module
ssl_server_name	c			~http_ssl_module
ssl_session_id	c			~http_ssl_module
ssl_session_reused	c			~http_ssl_module
ssl_sigalg	c	1.29.3		~http_ssl_module
ssl_sigalgs	c	1.31.2		~http_ssl_module
status				~http_variables
tcpinfo_rcv_space				~http_variables
tcpinfo_rtt				~http_variables
tcpinfo_rttvar				~http_variables
tcpinfo_snd_cwnd				~http_variables
time_iso8601				~http_variables
time_local				~http_variables
uid_got				~http_userid_filter_module
uid_reset	c			~http_userid_filter_module
uid_set				~http_userid_filter_module
upstream_addr				~http_upstream
upstream_bytes_received		1.11.4		~http_upstream
upstream_bytes_sent		1.15.8		~http_upstream
upstream_cache_etag				~http_upstream
upstream_cache_last_modified				~http_upstream
upstream_cache_status				~http_upstream
upstream_connect_time				~http_upstream
upstream_cookie_	p	1.11.10		~http_upstream
upstream_header_time				~http_upstream
upstream_http_	p	1.11.10		~http_upstream
upstream_response_length				~http_upstream
upstream_response_time				~http_upstream
upstream_status				~http_upstream
upstream_trailer_	p	1.13.10		~http_upstream
uri				~http_variables
binary_remote_addr	s	1.11.2		~stream_variables
bytes_received	s	1.11.4		~stream_variables
bytes_sent	s	1.11.2		~stream_variables
connection	s	1.11.2		~stream_variables
geoip_area_code	s	1.11.3		~stream_geoip_module
geoip_city	s	1.11.3		~stream_geoip_module
geoip_city_continent_code	s	1.11.3		~stream_geoip_module
geoip_city_country_code	s	1.11.3		~stream_geoip_module
geoip_city_country_code3	s	1.11.3		~stream_geoip_module
geoip_city_country_name	s	1.11.3		~stream_geoip_module
geoip_country_code	s	1.11.3		~stream_geoip_module
geoip_country_code3	s	1.11.3		~stream_geoip_module
geoip_country_name	s	1.11.3		~stream_geoip_module
geoip_dma_code	s	1.11.3		~stream_geoip_module
geoip_latitude	s	1.11.3		~stream_geoip_module
geoip_longitude	s	1.11.3		~stream_geoip_module
geoip_org	s	1.11.3		~stream_geoip_module
geoip_postal_code	s	1.11.3		~stream_geoip_module
geoip_region	s	1.11.3		~stream_geoip_module
geoip_region_name	s	1.11.3		~stream_geoip_module
hostname	s	1.11.2		~stream_variables
limit_conn_status	s	1.17.6		~stream_limit_conn_module
msec	s	1.11.2		~stream_variables
nginx_version	s	1.11.2		~stream_variables
pid	s	1.11.2		~stream_variables
protocol	s	1.11.4		~stream_variables
proxy_protocol_addr	s	1.11.4		~stream_variables
proxy_protocol_port	s	1.11.4		~stream_variables
proxy_protocol_server_addr	s	1.17.6		~stream_variables
proxy_protocol_server_port	s	1.17.6		~stream_variables
proxy_protocol_tlv_	sp	1.23.2		~stream_variables
realip_remote_addr	s	1.11.4		~stream_realip_module
realip_remote_port	s	1.11.4		~stream_realip_module
remote_addr	s	1.11.2		~stream_variables
remote_port	s	1.11.2		~stream_variables
server_addr	s	1.11.2		~stream_variables
server_name	s	1.25.5		~stream_variables
server_port	s	1.11.2		~stream_variables
session_time	s	1.11.4		~stream_variables
ssl_alpn_protocol	sc	1.21.4		~stream_ssl_module
ssl_cipher	sc	1.11.2		~stream_ssl_module
ssl_ciphers	sc	1.11.7		~stream_ssl_module
ssl_client_cert	sc	1.11.8		~stream_ssl_module
ssl_client_escaped_cert	sc	1.13.5		~stream_ssl_module
ssl_client_fingerprint	sc	1.11.8		~stream_ssl_module
ssl_client_i_dn	sc	1.11.8		~stream_ssl_module
ssl_client_raw_cert	sc	1.11.8		~stream_ssl_module
ssl_client_s_dn	sc	1.11.8		~stream_ssl_module
ssl_client_serial	sc	1.11.8		~stream_ssl_module
ssl_client_sigalg	sc	1.29.3		~stream_ssl_module
ssl_client_v_end	sc	1.11.8		~stream_ssl_module
ssl_client_v_remain	sc	1.11.8		~stream_ssl_module
ssl_client_v_start	sc	1.11.8		~stream_ssl_module
ssl_client_verify	sc	1.11.8		~stream_ssl_module
ssl_curve	sc	1.21.5		~stream_ssl_module
ssl_curves	sc	1.11.7		~stream_ssl_module
ssl_ech_outer_server_name	sc	1.29.4		~stream_ssl_module
ssl_ech_status	sc	1.29.4		~stream_ssl_module
ssl_preread_alpn_protocols	s	1.13.10		~stream_ssl_preread_module
ssl_preread_protocol	s	1.15.2		~stream_ssl_preread_module
ssl_preread_server_name	s	1.11.5		~stream_ssl_preread_module
ssl_protocol	sc	1.11.2		~stream_ssl_module
ssl_server_name	sc	1.11.2		~stream_ssl_module
ssl_session_id	sc	1.11.2		~stream_ssl_module
ssl_session_reused	sc	1.11.2		~stream_ssl_module
ssl_sigalg	sc	1.29.3		~stream_ssl_module
ssl_sigalgs	sc	1.31.2		~stream_ssl_module
status	s	1.11.4		~stream_variables
time_iso8601	s	1.11.2		~stream_variables
time_local	s	1.11.2		~stream_variables
upstream_addr	s	1.11.4		~stream_upstream
upstream_bytes_received	s	1.11.4		~stream_upstream
upstream_bytes_sent	s	1.11.4		~stream_upstream
upstream_connect_time	s	1.11.4		~stream_upstream
upstream_first_byte_time	s	1.11.4		~stream_upstream
upstream_session_time	s	1.11.4		~stream_upstream
`
