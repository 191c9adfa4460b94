// Generated from src/dev/facts/nginx by src/dev/nginx-tables.ts. Do not edit.
export const modules: string = "~http_core_module ~event_core_module ~http_acme_module ~iocp_module ~http_lua_module ~http_log_module ~stream_log_module ~http_addition_filter_module ~http_headers_filter_module ~http_access_module ~stream_access_module ~http_browser_module ~http_api_module appProtectWAFv4 ~http_auth_basic_module ~mail_auth_http_module ~http_auth_jwt_module ~http_oidc_module ~http_auth_request_module ~http_auth_require_module ~http_autoindex_module ~http_rewrite_module ~http_charset_filter_module nplus_latest ~http_dav_module ~core_module ~http_dav_ext_module ~http_degradation_module ~devpoll_module ~http_empty_gif_module ~mgmt_module ~epoll_module ~errlog_module ~mail_core_module ~stream_core_module ~eventport_module ~events_module ~http_f4f_module ~http_fancyindex_module ~http_fastcgi_module ~http_flv_module ~http_geo_module ~stream_geo_module ~http_geoip2_module ~http_geoip_module ~stream_geoip_module ~google_perftools_module ~http_grpc_module ~http_gunzip_filter_module ~http_gzip_filter_module ~http_gzip_static_module ~http_upstream_hash_module ~stream_upstream_hash_module ~otel_module ~http_upstream_hc_module ~stream_upstream_hc_module ~http_hls_module ~http_module ~http_v2_module ~http_v3_module ~http_image_filter_module ~mail_module ~mail_imap_module ~conf_module ~http_index_module ~http_internal_redirect_module ~http_upstream_ip_hash_module ~http_js_module ~stream_js_module ~http_upstream_keepalive_module ~http_keyval_module ~stream_keyval_module ~kqueue_module ~http_upstream_least_conn_module ~stream_upstream_least_conn_module ~http_upstream_least_time_module ~stream_upstream_least_time_module ~http_limit_conn_module ~http_limit_zone_module ~stream_limit_conn_module ~http_limit_req_module ~http_map_module ~stream_map_module ~http_memcached_module ~http_mirror_module ~http_headers_more_filter_module ~http_mp4_module ~stream_mqtt_filter_module ~stream_mqtt_preread_module ~http_mysql_test_module ~http_upstream_module ~http_num_map_module ~stream_num_map_module ~http_copy_filter_module ~stream_pass_module ~regex_module ~http_perl_module ~mail_pop3_module ~mail_proxy_module ~http_proxy_module ~stream_proxy_module ~quic_bpf_module ~http_upstream_random_module ~stream_upstream_random_module ~http_random_index_module ~http_realip_module ~http_referer_module ~stream_upstream_module ~stream_return_module ~rtsig_module ~http_scgi_module ~http_secure_link_module ~http_session_log_module ~stream_set_module ~mail_realip_module ~stream_realip_module ~http_slice_filter_module ~mail_smtp_module ~http_spdy_module ~http_split_clients_module ~stream_split_clients_module ~http_ssi_filter_module ~http_ssl_module ~mail_ssl_module ~stream_ssl_module ~openssl_module ~openssl_cache_module ~stream_ssl_preread_module Core_functionality ~http_status_module ~http_upstream_sticky_module ~stream_module ~http_stub_status_module ~http_sub_filter_module ~thread_pool_module ~http_try_files_module ~http_tunnel_module ~http_upstream_conf_module ~http_userid_filter_module ~http_uwsgi_module ~http_xslt_filter_module ~http_upstream_zone_module ~stream_upstream_zone_module ~stream_zone_sync_module"
export const directives: string = `
absolute_redirect	0	s	74	d	f		1.11.8		on
accept_mutex	1	2	74	d	f				off
accept_mutex_delay	1	2	2	d	m				500ms
accept_terms_of_service	2	0	0	v
acceptex_read	3	2	74	dw	f
access_by_lua	4	2k	2	v
access_by_lua_block	4	2k	2	v
access_by_lua_file	4	2k	2	v
access_by_lua_no_postpone	4	4	74	v
access_log	5	64	sg	l	c	http_log_set_log			logs/access.log combined	d
access_log	6	16o	sg	l	c	stream_log_set_log	1.11.4		off	5
account_key	2	0	0	v
acme_certificate	2	0	0	v
acme_issuer	2	0	0	v
acme_shared_zone	2	0	0	v					zone=ngx_acme_shared:256k
add_after_body	7	s	2	d	S								http_addition_module
add_before_body	7	s	2	d	S								http_addition_module
add_header	8	2k	c	l	c	http_headers_add				2
add_header_inherit	8	2k	2	d	e	off on merge	1.29.3		on
add_trailer	8	2k	c	l	c	http_headers_add	1.13.2			2
add_trailer_inherit	8	2k	2	d	e	off on merge	1.29.3		on
addition_types	7	s	sg	l	M				text/html				http_addition_module
addtion_types	7	s	sg		M			1.10.0					http_addition_module
aio	0	s	2	d	c	http_core_set_aio			off
aio_write	0	s	74	d	f				off
alias	0	g	2	dn	c	http_core_root				1
allow	9	4c	2	l	c	http_access_rule
allow	a	16o	2	l	c	stream_access_rule
ancient_browser	b	s	sg		c	http_ancient_browser
ancient_browser_value	b	s	2		c	http_ancient_browser_value			1
api	c	g	3	p
app_protect_app_name	d	s	2	p
app_protect_compressed_requests_action	d	4	2	p
app_protect_config_set_timeout	d	4	2	p
app_protect_cookie_seed	d	4	2	p
app_protect_cpu_thresholds	d	4	4	p
app_protect_custom_log_attribute	d	s	4	p
app_protect_enable	d	s	74	p
app_protect_enforcer_address	d	4	2	p
app_protect_enforcer_memory_limit_mb	d	4	2	p
app_protect_failure_mode_action	d	4	2	p
app_protect_global_settings	d	4	2	p
app_protect_logging_str	d	s	2	p
app_protect_physical_memory_util_thresholds	d	4	4	p
app_protect_policy_file	d	s	2	p
app_protect_reconnect_period_seconds	d	4	2	p
app_protect_request_buffer_overflow_action	d	4	2	p
app_protect_response_enforcement_disable	d	4	2	p
app_protect_security_log	d	s	4	p
app_protect_security_log_enable	d	s	74	p
app_protect_streaming_buffer_watermarks	d	4	4	p
app_protect_user_defined_signatures	d	4	2	p
auth_basic	e	4c	2	d	x				off	1
auth_basic_user_file	e	4c	2	d	c	http_auth_basic_user_file				1
auth_delay	0	s	2	d	m		1.17.10		0s
auth_http	f	9hc	2		c	mail_auth_http
auth_http_header	f	9hc	4	l	c	mail_auth_http_header
auth_http_pass_client_cert	f	9hc	74	d	f				off
auth_http_timeout	f	9hc	2	d	m				60s
auth_jwt	g	4c	6	p					off
auth_jwt_claim_set	g	4	1kw	p
auth_jwt_header_set	g	4	1kw	p
auth_jwt_key_cache	g	4c	2	p					0
auth_jwt_key_file	g	4c	2	p
auth_jwt_key_request	g	4c	2	p
auth_jwt_leeway	g	4c	2	p					0s
auth_jwt_require	g	4c	sg	p
auth_jwt_type	g	4c	2	p					signed
auth_oidc	h	s	2	p					off
auth_request	i	s	2	d	c	http_auth_request			off				http_auth_request_module
auth_request_set	i	s	4	l	c	http_auth_request_set				2			http_auth_request_module
auth_require	j	4c	sg	p					off
autoindex	k	s	74	d	f				off
autoindex_exact_size	k	s	74	d	f				on
autoindex_format	k	s	2	d	e	html json jsonp xml			html
autoindex_localtime	k	s	74	d	f				off
balancer_by_lua_block	4	74	2	v
balancer_by_lua_file	4	74	2	v
balancer_keepalive	4	74	2	v
body_filter_by_lua	4	2k	2	v
body_filter_by_lua_block	4	2k	2	v
body_filter_by_lua_file	4	2k	2	v
break	l	3c	1	n	c	http_rewrite_break
challenge	2	0	0	v					http-01
charset	m	2k	2	d	c	http_set_charset_slot			off
charset_map	m	4	4	bn	c	http_charset_map_block
charset_types	m	s	sg	l	M				text/html text/xml text/plain text/vnd.wap.wml application/javascript application/rss+xml
chunked_transfer_encoding	0	s	74	d	f				on
client_body_buffer_size	0	s	2	d	s				8k|16k
client_body_early_read	0	c	sg	l	p		1.31.5
client_body_in_file_only	0	s	2	d	e	off on clean			off
client_body_in_single_buffer	0	s	74	d	f				off
client_body_temp_path	0	s	u	d	P				client_body_temp
client_body_timeout	0	s	2	d	m				60s
client_header_buffer_size	0	c	2	d	s				1k
client_header_timeout	0	c	2	d	m				60s
client_id	h	pa8	2	p
client_max_body_size	0	s	2	d	o				1m
client_secret	h	pa8	2	p
common_name_in_csr	2	0	0	v					off
config_url	h	pa8	2	p					<issuer>/.well-known/openid-configuration
connect_timeout	n	cn4	2	p
connection_pool_size	0	c	2	d	s				256|512
connections	1	2	2		c			1.10.0
contact	2	0	0	v
content_by_lua	4	28	2	v
content_by_lua_block	4	28	2	v
content_by_lua_file	4	28	2	v
cookie_name	h	pa8	2	p					NGX_OIDC_SESSION
create_full_put_path	o	s	74	d	f				off				http_dav_module
daemon	p	1	74	d	f				on
dav_access	o	s	e	d	A				user:rw				http_dav_module
dav_ext_lock	q	s	2	dv	c	http_dav_ext_lock
dav_ext_lock_zone	q	4	6	v	c	http_dav_ext_lock_zone
dav_ext_methods	q	s	sg	v	b	off propfind options lock unlock
dav_methods	o	s	sg		b	off put delete mkcol copy move			off				http_dav_module
debug_connection	1	2	2		c	event_debug_connection
debug_points	p	1	2	d	e	stop abort
default_type	0	s	2	d	S				text/plain
degradation	r	4	2		c	http_degradation							http_degradation_module
degrade	r	s	2	d	e	204 444							http_degradation_module
deny	9	4c	2	l	c	http_access_rule
deny	a	16o	2	l	c	stream_access_rule
devpoll_changes	s	2	2	dw	n
devpoll_events	s	2	2	dw	n
directio	0	s	2	d	c	http_core_directio			off
directio_alignment	0	s	2	d	o				512
disable_symlinks	0	s	6	d	c	http_disable_symlinks			off	2
early_hints	0	s	sg	l	p		1.29.0			1
empty_gif	t	g	1	n	c	http_empty_gif
enforce_initial_report	u	cn4	74	p					on
env	p	1	2	n	c	set_env			TZ
epoll_events	v	2	2	d	n
error_log	w	1	sg	l	c	error_log			logs/error.log error
error_log	0	s	sg	l	c	http_core_error_log
error_log	x	9hc	sg	l	c	mail_core_error_log
error_log	y	16o	sg	l	c	stream_core_error_log
error_log_tag	0	s	4	p
error_page	0	2k	1kw	l	c	http_core_error_page				e
etag	0	s	74	d	f				on
eventport_events	z	2	2	dw	n
events	10	1	1	bdn	c	events_block
exit_worker_by_lua_block	4	4	2	v
exit_worker_by_lua_file	4	4	2	v
expires	8	2k	6	d	c	http_headers_expires			off	3
external_account_key	2	0	0	v
extra_auth_args	h	pa8	2	p
f4f	11	g	1	p
f4f_buffer_size	11	s	2	p					512k
fancyindex	12	s	74	dv	f
fancyindex_css_href	12	s	74	dv	S
fancyindex_default_sort	12	s	2	dv	e	name size date name_desc size_desc date_desc
fancyindex_directories_first	12	s	74	dv	f
fancyindex_exact_size	12	s	74	dv	f
fancyindex_footer	12	s	6	dv	c
fancyindex_header	12	s	6	dv	c
fancyindex_hide_parent_dir	12	s	74	dv	f
fancyindex_hide_symlinks	12	s	74	dv	f
fancyindex_ignore	12	s	sg	v	c
fancyindex_localtime	12	s	74	dv	f
fancyindex_name_length	12	s	74	dv	n
fancyindex_show_dotfiles	12	s	74	dv	f
fancyindex_show_path	12	s	74	dv	f
fancyindex_time_format	12	s	74	dv	S
fastcgi_allow_upstream	13	s	sg	p
fastcgi_bind	13	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
fastcgi_bind_dynamic	13	s	74	p					off
fastcgi_buffer_size	13	s	2	d	s				4k|8k
fastcgi_buffering	13	s	74	d	f				on
fastcgi_buffers	13	s	4	d	B				8 4k|8k
fastcgi_busy_buffers_size	13	s	2	d	s				8k|16k
fastcgi_cache	13	s	2	d	c	http_fastcgi_cache			off	1
fastcgi_cache_background_update	13	s	74	d	f		1.11.10		off
fastcgi_cache_bypass	13	s	sg	l	p
fastcgi_cache_key	13	s	2	d	c	http_fastcgi_cache_key				1
fastcgi_cache_lock	13	s	74	d	f				off
fastcgi_cache_lock_age	13	s	2	d	m				5s
fastcgi_cache_lock_timeout	13	s	2	d	m				5s
fastcgi_cache_max_range_offset	13	s	2	d	o		1.11.6
fastcgi_cache_methods	13	s	sg		b	GET HEAD POST			GET HEAD
fastcgi_cache_min_uses	13	s	2	d	n				1
fastcgi_cache_path	13	4	1kw	n	c	http_file_cache_set_slot
fastcgi_cache_purge	13	s	sg	p
fastcgi_cache_revalidate	13	s	74	d	f				off
fastcgi_cache_use_stale	13	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			off
fastcgi_cache_valid	13	s	sg	l	c	http_file_cache_valid_set_slot
fastcgi_catch_stderr	13	s	2	l	L
fastcgi_connect_timeout	13	s	2	d	m				60s
fastcgi_force_ranges	13	s	74	d	f				off
fastcgi_header_buffer_size	13	s	2		s			1.10.0
fastcgi_hide_header	13	s	2	l	L
fastcgi_ignore_client_abort	13	s	74	d	f				off
fastcgi_ignore_headers	13	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
fastcgi_index	13	s	2	d	S
fastcgi_intercept_errors	13	s	74	d	f				off
fastcgi_keep_conn	13	s	74	d	f				off
fastcgi_limit_rate	13	s	2	d	z				0
fastcgi_max_temp_file_size	13	s	2	d	s				1024m
fastcgi_next_upstream	13	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			error timeout
fastcgi_next_upstream_timeout	13	s	2	d	m				0
fastcgi_next_upstream_tries	13	s	2	d	n				0
fastcgi_no_cache	13	s	sg	l	p
fastcgi_param	13	s	c	l	c	http_upstream_param_set_slot			HTTP_HOST $host$is_request_port$request_port	2
fastcgi_pass	13	28	2	dn	c	http_fastcgi_pass				1
fastcgi_pass_header	13	s	2	l	L
fastcgi_pass_request_body	13	s	74	d	f				on
fastcgi_pass_request_headers	13	s	74	d	f				on
fastcgi_read_timeout	13	s	2	d	m				60s
fastcgi_redirect_errors	13	s	74		f			1.10.0
fastcgi_request_buffering	13	s	74	d	f				on
fastcgi_request_dynamic	13	s	74	p					off
fastcgi_send_lowat	13	s	2	d	s				0
fastcgi_send_timeout	13	s	2	d	m				60s
fastcgi_socket_keepalive	13	s	74	d	f		1.15.6		off
fastcgi_socket_rcvbuf	13	s	2	d	s		1.31.3
fastcgi_socket_sndbuf	13	s	2	d	s		1.31.3
fastcgi_split_path_info	13	s	2		c	http_fastcgi_split_path_info
fastcgi_store	13	s	2	d	c	http_fastcgi_store			off
fastcgi_store_access	13	s	e	d	A				user:rw
fastcgi_temp_file_write_size	13	s	2	d	s				8k|16k
fastcgi_temp_path	13	s	u	d	P				fastcgi_temp
fastcgi_upstream_fail_timeout	13	s	2		c			1.10.0
fastcgi_upstream_max_fails	13	s	2		c			1.10.0
flv	14	g	1	n	c	http_flv							http_flv_module
frontchannel_logout_uri	h	pa8	2	p
geo	15	4	6	bn	c	http_geo_block
geo	16	e8	6	bn	c	stream_geo_block	1.11.3
geoip2	17	4	2	bv
geoip2	17	e8	2	bv
geoip2_proxy	17	4	2	v
geoip2_proxy_recursive	17	4	74	v
geoip_city	18	4	6	d	c	http_geoip_city							http_geoip_module
geoip_city	19	e8	6	d	c	stream_geoip_city	1.11.3						stream_geoip_module
geoip_country	18	4	6	d	c	http_geoip_country							http_geoip_module
geoip_country	19	e8	6	d	c	stream_geoip_country	1.11.3						stream_geoip_module
geoip_org	18	4	6	d	c	http_geoip_org							http_geoip_module
geoip_org	19	e8	6	d	c	stream_geoip_org	1.11.3						stream_geoip_module
geoip_proxy	18	4	2		c	http_geoip_proxy							http_geoip_module
geoip_proxy_recursive	18	4	74	d	f				off				http_geoip_module
google_perftools_profiles	1a	1	2	d	S								google_perftools_module
grpc_allow_upstream	1b	s	sg	p
grpc_bind	1b	s	6	d	c	http_upstream_bind_set_slot	1.13.10
grpc_bind_dynamic	1b	s	74	p					off
grpc_buffer_size	1b	s	2	d	s		1.13.10		4k|8k
grpc_connect_timeout	1b	s	2	d	m		1.13.10		60s
grpc_hide_header	1b	s	2	l	L		1.13.10
grpc_ignore_headers	1b	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary	1.13.10
grpc_intercept_errors	1b	s	74	d	f		1.13.10		off
grpc_next_upstream	1b	s	sg		b	error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 off	1.13.10		error timeout
grpc_next_upstream_timeout	1b	s	2	d	m		1.13.10		0
grpc_next_upstream_tries	1b	s	2	d	n		1.13.10		0
grpc_pass	1b	28	2	dn	c	http_grpc_pass	1.13.10			1
grpc_pass_header	1b	s	2	l	L		1.13.10
grpc_read_timeout	1b	s	2	d	m		1.13.10		60s
grpc_request_dynamic	1b	s	74	p					off
grpc_send_timeout	1b	s	2	d	m		1.13.10		60s
grpc_set_header	1b	s	4	l	k		1.13.10		Content-Length $content_length	2
grpc_socket_keepalive	1b	s	74	d	f		1.15.6		off
grpc_socket_rcvbuf	1b	s	2	d	s		1.31.3
grpc_socket_sndbuf	1b	s	2	d	s		1.31.3
grpc_ssl_certificate	1b	s	2	d	x		1.13.10			1
grpc_ssl_certificate_cache	1b	s	e	d	c	http_grpc_ssl_certificate_cache	1.27.4		off
grpc_ssl_certificate_key	1b	s	2	d	x		1.13.10			1
grpc_ssl_ciphers	1b	s	2	d	S		1.13.10		DEFAULT
grpc_ssl_conf_command	1b	s	4	l	k		1.19.4
grpc_ssl_crl	1b	s	2	d	S		1.13.10
grpc_ssl_key_log	1b	s	2	p
grpc_ssl_name	1b	s	2	d	x		1.13.10		host from grpc_pass	1
grpc_ssl_password_file	1b	s	2	d	c	http_grpc_ssl_password_file	1.13.10
grpc_ssl_protocols	1b	s	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3	1.13.10		1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
grpc_ssl_server_name	1b	s	74	d	f		1.13.10		off
grpc_ssl_session_reuse	1b	s	74	d	f		1.13.10		on
grpc_ssl_trusted_certificate	1b	s	2	d	S		1.13.10
grpc_ssl_verify	1b	s	74	d	f		1.13.10		off
grpc_ssl_verify_depth	1b	s	2	d	n		1.13.10		1
gunzip	1c	s	74	d	f				off				http_gunzip_module
gunzip_buffers	1c	s	4	d	B				32 4k|16 8k				http_gunzip_module
gzip	1d	2k	74	d	f				off
gzip_buffers	1d	s	4	d	B				32 4k|16 8k
gzip_comp_level	1d	s	2	d	n	1 9			1
gzip_disable	0	s	sg		c	http_gzip_disable
gzip_hash	1d	s	2	d	s
gzip_http_version	0	s	2	d	e	1.0 1.1			1.1
gzip_min_length	1d	s	2	d	s				20
gzip_no_buffer	1d	s	74	d	f
gzip_proxied	0	s	sg		b	off expired no-cache no-store private no_last_modified no_etag auth any			off
gzip_static	1e	s	2	d	e	off on always			off				http_gzip_static_module
gzip_types	1d	s	sg	l	M				text/html
gzip_vary	0	s	74	d	f				off
gzip_window	1d	s	2	d	s
hash	1f	74	6	n	c	http_upstream_hash				1
hash	1g	1kw	6	n	c	stream_upstream_hash				1
header	1h	0	4	v
header_filter_by_lua	4	2k	2	v
header_filter_by_lua_block	4	2k	2	v
header_filter_by_lua_file	4	2k	2	v
health_check	1i	g	e8	p
health_check	1j	sg	e8	p
health_check_timeout	1j	16o	2	p					5s
hls	1k	g	1	p
hls_buffers	1k	s	4	p					8 2m
hls_forward_args	1k	s	74	p					off
hls_fragment	1k	s	2	p					5s
hls_mp4_buffer_size	1k	s	2	p					512k
hls_mp4_max_buffer_size	1k	s	2	p					10m
http	1l	1	1	bdn	c	http_block
http2	1m	c	74	d	f		1.25.1		off				http_v2_module
http2_body_preread_size	1m	c	2	d	s		1.11.0		64k				http_v2_module
http2_chunk_size	1m	s	2	d	s				8k				http_v2_module
http2_idle_timeout	1m	c	2		c	http_v2_obsolete			3m			keepalive_timeout	http_v2_module
http2_max_concurrent_pushes	1m	c	2		c	http_v2_obsolete	1.13.9		10				http_v2_module
http2_max_concurrent_streams	1m	c	2	d	n				128				http_v2_module
http2_max_field_size	1m	c	2		c	http_v2_obsolete			4k			large_client_header_buffers	http_v2_module
http2_max_header_size	1m	c	2		c	http_v2_obsolete			16k			large_client_header_buffers	http_v2_module
http2_max_requests	1m	c	2		c	http_v2_obsolete	1.11.6		1000			keepalive_requests	http_v2_module
http2_pool_size	1m	c	2	d	s								http_v2_module
http2_push	1m	s	2		c	http_v2_obsolete	1.13.9		off				http_v2_module
http2_push_preload	1m	s	74		c	http_v2_obsolete	1.13.9		off				http_v2_module
http2_recv_buffer_size	1m	4	2	d	s				256k				http_v2_module
http2_recv_timeout	1m	c	2		c	http_v2_obsolete			30s			client_header_timeout	http_v2_module
http2_streams_index_size	1m	c	2	d	n								http_v2_module
http3	1n	c	74	d	f		1.25.0		on				http_v3_module
http3_hq	1n	c	74	d	f		1.25.0		off				http_v3_module
http3_max_concurrent_streams	1n	c	2	d	n		1.25.0		128				http_v3_module
http3_stream_buffer_size	1n	c	2	d	s		1.25.0		64k				http_v3_module
if	l	o	sg	bn	c	http_rewrite_if				5
if_modified_since	0	s	2	d	e	off exact before			exact
ignore_invalid_headers	0	c	74	d	f				on
image_filter	1o	g	e		c	http_image_filter			off	6			http_image_filter_module
image_filter_buffer	1o	s	2	d	s				1M				http_image_filter_module
image_filter_interlace	1o	s	74	d	f				off				http_image_filter_module
image_filter_jpeg_quality	1o	s	2		c	http_image_filter_jpeg_quality			75	1			http_image_filter_module
image_filter_sharpen	1o	s	2		c	http_image_filter_sharpen			0				http_image_filter_module
image_filter_transparency	1o	s	74	d	f				on				http_image_filter_module
image_filter_webp_quality	1o	s	2		c	http_image_filter_webp_quality	1.11.6		80	1			http_image_filter_module
imap	1p	1	1	b	c			1.10.0
imap_auth	1q	9hc	sg		b	plain login cram-md5 external			plain
imap_capabilities	1q	9hc	sg		c	mail_capabilities			IMAP4 IMAP4rev1 UIDPLUS
imap_client_buffer	1q	9hc	2	d	s				4k|8k
include	1r	2t4v	2	n	i
index	1s	s	sg	l	c	http_index_set_index			index.html	3
init_by_lua	4	4	2	v
init_by_lua_block	4	4	2	v
init_by_lua_file	4	4	2	v
init_worker_by_lua	4	4	2	v
init_worker_by_lua_block	4	4	2	v
init_worker_by_lua_file	4	4	2	v
internal	0	g	1	dn	c	http_core_internal
internal_redirect	1t	o	2	p
iocp_threads	3	2	2	dw	n
ip_hash	1u	74	1	n	c	http_upstream_ip_hash
issuer	h	pa8	2	p
js_access	1v	5s	2	v
js_access	1w	16o	2	v
js_body_filter	1v	5s	6	v
js_content	1v	5s	2	v
js_context_reuse	1v	s	2	v					128
js_context_reuse	1w	16o	2	v					128
js_context_reuse_max_size	1v	s	2	v
js_context_reuse_max_size	1v	16o	2	v
js_engine	1v	s	2	v					njs
js_engine	1w	16o	sg	v					njs
js_fetch_buffer_size	1v	s	2	v					16k
js_fetch_buffer_size	1w	16o	2	v					16k
js_fetch_ciphers	1v	s	2	v					HIGH:!aNULL:!MD5
js_fetch_ciphers	1w	16o	2	v					HIGH:!aNULL:!MD5
js_fetch_keepalive	1v	s	2	v					0
js_fetch_keepalive	1w	16o	2	v					0
js_fetch_keepalive_requests	1v	s	2	v					1000
js_fetch_keepalive_requests	1w	16o	2	v					1000
js_fetch_keepalive_time	1v	s	2	v					1h
js_fetch_keepalive_time	1w	16o	2	v					1h
js_fetch_keepalive_timeout	1v	s	2	v					60s
js_fetch_keepalive_timeout	1w	16o	2	v					60s
js_fetch_max_response_buffer_size	1v	s	2	v					1m
js_fetch_max_response_buffer_size	1w	16o	2	v					1m
js_fetch_protocols	1v	s	sg	v					TLSv1 TLSv1.1 TLSv1.2
js_fetch_protocols	1w	16o	sg	v					TLSv1 TLSv1.1 TLSv1.2
js_fetch_proxy	1v	s	2	v
js_fetch_proxy	1w	16o	2	v
js_fetch_timeout	1v	s	2	v					60s
js_fetch_timeout	1w	16o	2	v					60s
js_fetch_trusted_certificate	1v	s	2	v
js_fetch_trusted_certificate	1w	16o	2	v
js_fetch_verify	1v	s	74	v					on
js_fetch_verify	1w	16o	74	v					on
js_fetch_verify_depth	1v	s	2	v					100
js_fetch_verify_depth	1w	16o	2	v					100
js_filter	1w	16o	2	v
js_header_filter	1v	5s	2	v
js_import	1v	s	a	v
js_import	1w	16o	a	v
js_include	1v	0	0	v
js_include	1w	0	0	v
js_load_http_native_module	1v	1	a	v
js_load_stream_native_module	1w	1	a	v
js_path	1v	s	2	v
js_path	1w	16o	2	v
js_periodic	1v	g	e8	v
js_periodic	1w	sg	e8	v
js_preload_object	1v	s	a	v
js_preload_object	1w	16o	a	v
js_preread	1w	16o	2	v
js_set	1v	s	c	lv
js_set	1w	16o	c	lv
js_shared_dict_zone	1v	4	sg	v
js_shared_dict_zone	1w	e8	sg	v
js_var	1v	s	6	v
js_var	1w	16o	6	v
keepalive	1x	74	6	dn	c	http_upstream_keepalive			32 local		1.29.7:74,2
keepalive_disable	0	s	6		b	none msie6 safari			msie6
keepalive_min_timeout	0	s	2	d	m		1.27.4		0
keepalive_requests	0	s	2	d	n				1.19.10<100¦1000
keepalive_requests	1x	74	2	d	n		1.15.3		1.19.10<100¦1000
keepalive_time	0	s	2	d	m		1.19.10		1h
keepalive_time	1x	74	2	d	m		1.19.10		1h
keepalive_timeout	0	s	6	d	c	http_core_keepalive			75s
keepalive_timeout	1x	74	2	d	m		1.15.3		60s
keyval	1y	4	o	p
keyval	1z	e8	o	p
keyval_zone	1y	4	sg	p
keyval_zone	1z	e8	sg	p
kqueue_changes	20	2	2	dw	n
kqueue_events	20	2	2	dw	n
large_client_header_buffers	0	c	4	d	B				4 8k
least_conn	21	74	1	n	c	http_upstream_least_conn
least_conn	22	1kw	1	n	c	stream_upstream_least_conn
least_time	23	74	6	dn	c	http_upstream_least_time	1.31.0
least_time	24	1kw	6	dn	c	stream_upstream_least_time	1.31.0
license_token	u	cn4	2	p					license.jwt
limit_conn	25	s	4	l	c	http_limit_conn
limit_conn	26	s	4	l	c			1.10.0
limit_conn	27	16o	4	l	c	stream_limit_conn
limit_conn_dry_run	25	s	74	d	f		1.17.6		off
limit_conn_dry_run	27	16o	74	d	f		1.17.6		off
limit_conn_log_level	25	s	2	d	e	info notice warn error			error
limit_conn_log_level	26	s	2		e	info notice warn error		1.10.0
limit_conn_log_level	27	16o	2	d	e	info notice warn error			error
limit_conn_status	25	s	2	d	n	400 599			503
limit_conn_zone	25	4	4	n	c	http_limit_conn_zone				1
limit_conn_zone	27	e8	4	n	c	stream_limit_conn_zone				1
limit_except	0	g	sg	bdn	c	http_core_limit_except
limit_rate	0	2k	2	d	z				0	1
limit_rate_after	0	2k	2	d	z				0	1
limit_req	28	s	e	l	c	http_limit_req
limit_req_dry_run	28	s	74	d	f		1.17.1		off
limit_req_log_level	28	s	2	d	e	info notice warn error			error
limit_req_status	28	s	2	d	n	400 599			503
limit_req_zone	28	4	8	n	c	http_limit_req_zone				1
limit_zone	25	4	8		c			1.10.0
limit_zone	26	4	8		c			1.10.0
lingering_close	0	s	2	d	e	off on always			on
lingering_time	0	s	2	d	m				30s
lingering_timeout	0	s	2	d	m				5s
listen	0	8	sg	n	c	http_core_listen			*:80 | *:8000
listen	x	6bk	sg	n	c	mail_core_listen
listen	y	sg	sg	n	c	stream_core_listen
load_module	p	1	2	n	c	load_module
location	0	o	6	bn	c	http_core_location
lock_file	p	1	2	d	S				logs/nginx.lock
log_by_lua	4	2k	2	v
log_by_lua_block	4	2k	2	v
log_by_lua_file	4	2k	2	v
log_format	5	4	1kw	n	c	http_log_set_format			combined "..."	e
log_format	6	e8	1kw	n	c	stream_log_set_format	1.11.4			6
log_not_found	0	s	74	d	f				on
log_subrequest	0	s	74	d	f				off
logout_token_hint	h	pa8	74	p					off
logout_uri	h	pa8	2	p
lua_capture_error_log	4	4	2	v
lua_check_client_abort	4	2k	74	v
lua_code_cache	4	2k	74	v
lua_http10_buffering	4	2k	74	v
lua_load_resty_core	4	4	74	v
lua_malloc_trim	4	4	2	v
lua_max_pending_timers	4	4	2	v
lua_max_running_timers	4	4	2	v
lua_need_request_body	4	2k	74	v
lua_package_cpath	4	4	2	v
lua_package_path	4	4	2	v
lua_regex_cache_max_entries	4	4	2	v
lua_regex_match_limit	4	4	2	v
lua_sa_restart	4	4	74	v
lua_shared_dict	4	4	4	v
lua_socket_buffer_size	4	2k	2	v
lua_socket_connect_timeout	4	2k	2	v
lua_socket_keepalive_timeout	4	2k	2	v
lua_socket_log_errors	4	2k	74	v
lua_socket_pool_size	4	2k	2	v
lua_socket_read_timeout	4	2k	2	v
lua_socket_send_lowat	4	2k	2	v
lua_socket_send_timeout	4	2k	2	v
lua_ssl_certificate	4	s	2	v
lua_ssl_certificate_key	4	s	2	v
lua_ssl_ciphers	4	s	2	v
lua_ssl_conf_command	4	s	4	v
lua_ssl_crl	4	s	2	v
lua_ssl_key_log	4	s	2	v
lua_ssl_protocols	4	s	sg	v
lua_ssl_trusted_certificate	4	s	2	v
lua_ssl_verify_depth	4	s	2	v
lua_thread_cache_max_entries	4	4	2	v
lua_transform_underscores_in_response_headers	4	2k	74	v
lua_upstream_skip_openssl_default_verify	4	28	74	v
lua_use_default_type	4	2k	74	v
lua_worker_thread_vm_pool_size	4	4	2	v
mail	1p	1	1	bdn	c	mail_block
map	29	4	4	bn	c	http_map_block				1
map	2a	e8	4	bn	c	stream_map_block	1.11.2			1
map_hash_bucket_size	29	4	2	d	n				32|64|128
map_hash_bucket_size	2a	e8	2	d	n		1.11.2		32|64|128
map_hash_max_size	29	4	2	d	n				2048
map_hash_max_size	2a	e8	2	d	n		1.11.2		2048
master_process	p	1	74	d	f				on
match	1i	4	6	bp
match	1j	e8	2	bp
max_errors	x	9hc	2	d	n		1.21.0		5
max_headers	0	c	2	d	n		1.29.8		1000
max_ranges	0	s	2	d	n
memcached_allow_upstream	2b	s	sg	p
memcached_bind	2b	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
memcached_bind_dynamic	2b	s	74	p					off
memcached_buffer_size	2b	s	2	d	s				4k|8k
memcached_connect_timeout	2b	s	2	d	m				60s
memcached_gzip_flag	2b	s	2	d	n
memcached_next_upstream	2b	s	sg		b	error timeout invalid_response not_found off			error timeout
memcached_next_upstream_timeout	2b	s	2	d	m				0
memcached_next_upstream_tries	2b	s	2	d	n				0
memcached_pass	2b	28	2	dn	c	http_memcached_pass
memcached_read_timeout	2b	s	2	d	m				60s
memcached_send_timeout	2b	s	2	d	m				60s
memcached_socket_keepalive	2b	s	74	d	f		1.15.6		off
memcached_upstream_fail_timeout	2b	s	2		c			1.10.0
memcached_upstream_max_fails	2b	s	2		c			1.10.0
merge_slashes	0	c	74	d	f				on
mgmt	u	1	1	bp
min_delete_depth	o	s	2	d	n				0				http_dav_module
mirror	2c	s	2	l	c	http_mirror	1.13.4		off
mirror_request_body	2c	s	74	d	f		1.13.4		on
modern_browser	b	s	6		c	http_modern_browser
modern_browser_value	b	s	2		c	http_modern_browser_value			1
more_clear_headers	2d	2k	sg	lv	c	http_headers_more
more_clear_input_headers	2d	2k	sg	v	c	http_headers_more
more_set_headers	2d	2k	sg	lv	c	http_headers_more
more_set_input_headers	2d	2k	sg	v	c	http_headers_more
mp4	2e	g	1	n	c	http_mp4							http_mp4_module
mp4_buffer_size	2e	s	2	d	s				512K				http_mp4_module
mp4_limit_rate	2e	s	2	p					off
mp4_limit_rate_after	2e	s	2	p					60s
mp4_max_buffer_size	2e	s	2	d	s				10M				http_mp4_module
mp4_start_key_frame	2e	s	74	d	f		1.21.4		off				http_mp4_module
mqtt	2f	16o	74	p					off
mqtt_buffers	2f	16o	4	p					100 1k
mqtt_preread	2g	16o	74	p					off
mqtt_rewrite_buffer_size	2f	sg	74	p					4k|8k
mqtt_set_connect	2f	sg	4	p
msie_padding	0	s	74	d	f				on
msie_refresh	0	s	74	d	f				off
multi_accept	1	2	74	d	f				off
mysql_test	2h	g	2		c			1.10.0
ntlm	2i	74	1	p
num_map	2j	4	4	bp
num_map	2k	e8	4	bp
oidc_provider	h	4	2	bp
open_file_cache	0	s	6	d	c	http_core_open_file_cache			off
open_file_cache_errors	0	s	74	d	f				off
open_file_cache_events	0	s	74	d	f
open_file_cache_min_uses	0	s	2	d	n				1
open_file_cache_retest	0	s	2		t			1.10.0
open_file_cache_valid	0	s	2	d	t				60s
open_log_file_cache	5	s	u	d	c	http_log_open_file_cache			off
open_log_file_cache	6	16o	u	d	c	stream_log_open_file_cache	1.11.4		off
optimize_host_names	0	c	74		f			1.10.0
optimize_server_names	0	c	74		f			1.10.0
otel_exporter	1h	4	1	bv
otel_resource_attr	1h	4	4	v
otel_service_name	1h	4	2	v					unknown_service:nginx
otel_span_attr	1h	s	4	v
otel_span_name	1h	s	2	v
otel_trace	1h	s	2	v					off
otel_trace_context	1h	s	2	v					ignore
output_buffers	2l	s	4	d	B				2 32k
override_charset	m	2k	74	d	f				off
pass	2m	sg	2	dn	c	stream_pass	1.25.5			1
pcre_jit	2n	1	74	d	f				off
perl	2o	40	2	n	c	http_perl							http_perl_module
perl_modules	2o	4	2	l	L								http_perl_module
perl_require	2o	4	2	l	L								http_perl_module
perl_set	2o	4	4	n	c	http_perl_set							http_perl_module
pid	p	1	2	d	S				logs/nginx.pid
pkce	h	pa8	74	p
pop3_auth	2p	9hc	sg		b	plain apop cram-md5 external			plain
pop3_capabilities	2p	9hc	sg		c	mail_capabilities			TOP USER UIDL
port_in_redirect	0	s	74	d	f				on
post_acceptex	3	2	2	dw	n
post_action	0	2k	2	d	S
post_logout_uri	h	pa8	2	p
postpone_gzipping	1d	s	2	d	s
postpone_output	0	s	2	d	s				1460
precontent_by_lua_block	4	2k	1	bv
precontent_by_lua_file	4	2k	2	v
precontent_by_lua_no_postpone	4	4	74	v
preferred_chain	2	0	0	v
preread_buffer_size	y	16o	2	d	s		1.11.5		16k
preread_timeout	y	16o	2	d	m		1.11.5		30s
profile	2	0	0	v
protocol	x	6bk	2		c	mail_core_protocol
proxy	2q	9hc	74	d	f
proxy	u	9hc	74	p
proxy	u	cn4	2	p
proxy_allow_upstream	2r	s	sg	p
proxy_bind	2r	s	6	d	c	http_upstream_bind_set_slot				1	1.11.0:s,2
proxy_bind	2s	16o	6	d	c	stream_proxy_bind				1	1.11.0:16o,2
proxy_bind_dynamic	2r	s	74	p					off
proxy_bind_dynamic	2s	16o	74	p					off
proxy_buffer	2q	9hc	2	d	s				4k|8k
proxy_buffer_size	2r	s	2	d	s				4k|8k
proxy_buffer_size	2s	16o	2	d	s				16k
proxy_buffering	2r	s	74	d	f				on
proxy_buffers	2r	s	4	d	B				8 4k|8k
proxy_busy_buffers_size	2r	s	2	d	s				8k|16k
proxy_cache	2r	s	2	d	c	http_proxy_cache			off	1
proxy_cache_background_update	2r	s	74	d	f		1.11.10		off
proxy_cache_bypass	2r	s	sg	l	p					1
proxy_cache_convert_head	2r	s	74	d	f				on
proxy_cache_key	2r	s	2	d	c	http_proxy_cache_key			$scheme$proxy_host$request_uri	1
proxy_cache_lock	2r	s	74	d	f				off
proxy_cache_lock_age	2r	s	2	d	m				5s
proxy_cache_lock_timeout	2r	s	2	d	m				5s
proxy_cache_max_range_offset	2r	s	2	d	o		1.11.6
proxy_cache_methods	2r	s	sg		b	GET HEAD POST			GET HEAD
proxy_cache_min_uses	13	s	2		n			1.10.0
proxy_cache_min_uses	2r	s	2	d	n				1
proxy_cache_path	2r	4	1kw	n	c	http_file_cache_set_slot
proxy_cache_purge	2r	s	sg	p
proxy_cache_revalidate	2r	s	74	d	f				off
proxy_cache_use_stale	2r	s	sg		b	error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off			off
proxy_cache_valid	2r	s	sg	l	c	http_file_cache_valid_set_slot
proxy_connect_timeout	2r	s	2	d	m				60s
proxy_connect_timeout	2s	16o	2	d	m				60s
proxy_cookie_domain	2r	s	6	l	c	http_proxy_cookie_domain			off	2
proxy_cookie_flags	2r	s	u	l	c	http_proxy_cookie_flags	1.19.3		off	f
proxy_cookie_path	2r	s	6	l	c	http_proxy_cookie_path			off	2
proxy_download_rate	2s	16o	2	d	z				0	1
proxy_downstream_buffer	2s	16o	2	d	s							proxy_buffer_size
proxy_force_ranges	2r	s	74	d	f				off
proxy_half_close	2s	16o	74	d	f		1.21.4		off
proxy_header_buffer_size	2r	s	2		s			1.10.0
proxy_headers_hash_bucket_size	2r	s	2	d	n				64
proxy_headers_hash_max_size	2r	s	2	d	n				512
proxy_hide_header	2r	s	2	l	L
proxy_http_version	2r	s	2	d	e	1.0 1.1 2@1.29.4			1.29.7<1.0¦1.1
proxy_ignore_client_abort	2r	s	74	d	f				off
proxy_ignore_headers	2r	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
proxy_intercept_errors	2r	s	74	d	f				off
proxy_limit_rate	2r	s	2	d	z				0	1
proxy_max_temp_file_size	2r	s	2	d	s				1024m
proxy_method	2r	s	2	d	x					1
proxy_next_upstream	2r	s	sg		b	error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off			error timeout
proxy_next_upstream	2s	16o	74	d	f				on
proxy_next_upstream_timeout	2r	s	2	d	m				0
proxy_next_upstream_timeout	2s	16o	2	d	m				0
proxy_next_upstream_tries	2r	s	2	d	n				0
proxy_next_upstream_tries	2s	16o	2	d	n				0
proxy_no_cache	2r	s	sg	l	p					1
proxy_pass	2r	5s	2	dn	c	http_proxy_pass				1
proxy_pass	2s	sg	2	dn	c	stream_proxy_pass				1
proxy_pass_error_message	2q	9hc	74	d	f				off
proxy_pass_header	2r	s	2	l	L
proxy_pass_request_body	2r	s	74	d	f				on
proxy_pass_request_headers	2r	s	74	d	f				on
proxy_pass_trailers	2r	s	74	d	f		1.27.2		off
proxy_password	u	cn4	2	p
proxy_protocol	2q	9hc	2	d	e	off on v2	1.19.8		off		1.31.4:9hc,74
proxy_protocol	2s	16o	2	d	e	off on v2			off		1.31.4:16o,74
proxy_protocol_timeout	y	16o	2	d	m		1.11.4		30s
proxy_read_timeout	2r	s	2	d	m				60s
proxy_redirect	2r	s	6	l	c	http_proxy_redirect			default	2
proxy_redirect_errors	2r	s	74		f			1.10.0
proxy_request_buffering	2r	s	74	d	f				on
proxy_request_dynamic	2r	s	74	p					off
proxy_requests	2s	16o	2	d	n		1.15.7		0
proxy_responses	2s	16o	2	d	n
proxy_send_lowat	2r	s	2	d	s				0
proxy_send_timeout	2r	s	2	d	m				60s
proxy_session_drop	2s	16o	74	p					off
proxy_set_body	2r	s	2	d	S					1
proxy_set_header	2r	s	4	l	k				Connection close	2
proxy_smtp_auth	2q	9hc	74	d	f		1.19.4		off
proxy_socket_keepalive	2r	s	74	d	f		1.15.6		off
proxy_socket_keepalive	2s	16o	74	d	f		1.15.6		off
proxy_socket_rcvbuf	2r	s	2	d	s		1.31.3
proxy_socket_rcvbuf	2s	16o	2	d	s		1.31.3
proxy_socket_sndbuf	2r	s	2	d	s		1.31.3
proxy_socket_sndbuf	2s	16o	2	d	s		1.31.3
proxy_ssl	2s	16o	74	d	f				off
proxy_ssl_alpn	2s	16o	sg	d	c	stream_proxy_ssl_alpn_set_slot	1.31.0			3
proxy_ssl_certificate	2r	s	2	d	x					1
proxy_ssl_certificate	2s	16o	2	d	x					1
proxy_ssl_certificate_by_lua_block	4	28	1	bv
proxy_ssl_certificate_by_lua_file	4	28	2	v
proxy_ssl_certificate_cache	2r	s	e	d	c	http_proxy_ssl_certificate_cache	1.27.4		off
proxy_ssl_certificate_cache	2s	16o	e	d	c	stream_proxy_ssl_certificate_cache	1.27.4		off
proxy_ssl_certificate_key	2r	s	2	d	x					1
proxy_ssl_certificate_key	2s	16o	2	d	x					1
proxy_ssl_ciphers	2r	s	2	d	S				DEFAULT
proxy_ssl_ciphers	2s	16o	2	d	S				DEFAULT
proxy_ssl_conf_command	2r	s	4	l	k		1.19.4
proxy_ssl_conf_command	2s	16o	4	l	k		1.19.4
proxy_ssl_crl	2r	s	2	d	S
proxy_ssl_crl	2s	16o	2	d	S
proxy_ssl_key_log	2r	s	2	p
proxy_ssl_key_log	2s	16o	2	p
proxy_ssl_name	2r	s	2	d	x				$proxy_host	1
proxy_ssl_name	2s	16o	2	d	x				host from proxy_pass	1
proxy_ssl_password_file	2r	s	2	d	c	http_proxy_ssl_password_file
proxy_ssl_password_file	2s	16o	2	d	c	stream_proxy_ssl_password_file
proxy_ssl_protocols	2r	s	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
proxy_ssl_protocols	2s	16o	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
proxy_ssl_server_name	2r	s	74	d	f				off
proxy_ssl_server_name	2s	16o	74	d	f				off
proxy_ssl_session_reuse	2r	s	74	d	f				on
proxy_ssl_session_reuse	2s	16o	74	d	f				on
proxy_ssl_trusted_certificate	2r	s	2	d	S
proxy_ssl_trusted_certificate	2s	16o	2	d	S
proxy_ssl_verify	2r	s	74	d	f				off
proxy_ssl_verify	2s	16o	74	d	f				off
proxy_ssl_verify_by_lua_block	4	28	1	bv
proxy_ssl_verify_by_lua_file	4	28	2	v
proxy_ssl_verify_depth	2r	s	2	d	n				1
proxy_ssl_verify_depth	2s	16o	2	d	n				1
proxy_store	2r	s	2	d	c	http_proxy_store			off	1
proxy_store_access	2r	s	e	d	A				user:rw
proxy_temp_file_write_size	2r	s	2	d	s				8k|16k
proxy_temp_path	2r	s	u	d	P				proxy_temp
proxy_timeout	2q	9hc	2	d	m				24h
proxy_timeout	2s	16o	2	d	m				10m
proxy_upload_rate	2s	16o	2	d	z				0	1
proxy_upstream_buffer	2s	16o	2	d	s							proxy_buffer_size
proxy_upstream_fail_timeout	2r	s	2		c			1.10.0
proxy_upstream_max_fails	2r	s	2		c			1.10.0
proxy_username	u	cn4	2	p
queue	2i	74	6	p
quic_active_connection_id_limit	1n	c	2	d	n		1.25.0		2				http_v3_module
quic_bpf	2t	1	74	d	f		1.25.0		off
quic_gso	1n	c	74	d	f		1.25.0		off				http_v3_module
quic_host_key	1n	c	2	d	c	http_quic_host_key	1.25.0						http_v3_module
quic_retry	1n	c	74	d	f		1.25.0		off				http_v3_module
random	2u	74	7	n	c	http_upstream_random	1.15.1
random	2v	1kw	7	n	c	stream_upstream_random	1.15.1
random_index	2w	g	74	d	f				off				http_random_index_module
read_ahead	0	s	2	d	s				0
read_timeout	n	cn4	2	p
real_ip_header	2x	s	2	d	c	http_realip			X-Real-IP				http_realip_module
real_ip_recursive	2x	s	74	d	f				off				http_realip_module
recursive_error_pages	0	s	74	d	f				off
redirect_uri	h	pa8	2	p					/oidc_callback
referer_hash_bucket_size	2y	o	2	d	n				64
referer_hash_max_size	2y	o	2	d	n				2048
request_pool_size	0	c	2	d	s				4k
reset_timedout_connection	0	s	74	d	f				off
resolver	0	s	sg	dl	c	http_core_resolver
resolver	2i	74	sg	dl	c	http_upstream_resolver	1.27.3
resolver	x	9hc	sg	dl	c	mail_core_resolver			off
resolver	u	s	sg	lp
resolver	u	74	sg	lp
resolver	u	9hc	sg	lp
resolver	u	cn4	sg	lp
resolver	y	16o	sg	dl	c	stream_core_resolver	1.11.3
resolver	2z	1kw	sg	dl	c	stream_upstream_resolver	1.27.3
resolver_timeout	0	s	2	d	m				30s
resolver_timeout	2i	74	2	d	m		1.27.3		30s
resolver_timeout	x	9hc	2	d	m				30s
resolver_timeout	y	16o	2	d	m		1.11.3		30s
resolver_timeout	2z	1kw	2	d	m		1.27.3		30s
return	l	3c	6	n	c	http_rewrite_return				2
return	30	sg	2	dn	c	stream_return	1.11.2			1
rewrite	l	3c	c	n	c	http_rewrite				2
rewrite_by_lua	4	2k	2	v
rewrite_by_lua_block	4	2k	2	v
rewrite_by_lua_file	4	2k	2	v
rewrite_by_lua_no_postpone	4	4	74	v
rewrite_log	l	3g	74	d	f				off
root	0	2k	2	d	c	http_core_root			html	1
rtsig_overflow_events	31	2	2		n			1.10.0
rtsig_overflow_test	31	2	2		n			1.10.0
rtsig_overflow_threshold	31	2	2		n			1.10.0
rtsig_signo	31	2	2		n			1.10.0
satisfy	0	s	2	d	e	all any			all
satisfy_any	0	s	74		f			1.10.0
scgi_allow_upstream	32	s	sg	p
scgi_bind	32	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
scgi_bind_dynamic	32	s	74	p					off
scgi_buffer_size	32	s	2	d	s				4k|8k
scgi_buffering	32	s	74	d	f				on
scgi_buffers	32	s	4	d	B				8 4k|8k
scgi_busy_buffers_size	32	s	2	d	s				8k|16k
scgi_cache	32	s	2	d	c	http_scgi_cache			off	1
scgi_cache_background_update	32	s	74	d	f		1.11.10		off
scgi_cache_bypass	32	s	sg	l	p
scgi_cache_key	32	s	2	d	c	http_scgi_cache_key				1
scgi_cache_lock	32	s	74	d	f				off
scgi_cache_lock_age	32	s	2	d	m				5s
scgi_cache_lock_timeout	32	s	2	d	m				5s
scgi_cache_max_range_offset	32	s	2	d	o		1.11.6
scgi_cache_methods	32	s	sg		b	GET HEAD POST			GET HEAD
scgi_cache_min_uses	32	s	2	d	n				1
scgi_cache_path	32	4	1kw	n	c	http_file_cache_set_slot
scgi_cache_purge	32	s	sg	p
scgi_cache_revalidate	32	s	74	d	f				off
scgi_cache_use_stale	32	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			off
scgi_cache_valid	32	s	sg	l	c	http_file_cache_valid_set_slot
scgi_connect_timeout	32	s	2	d	m				60s
scgi_force_ranges	32	s	74	d	f				off
scgi_hide_header	32	s	2	l	L
scgi_ignore_client_abort	32	s	74	d	f				off
scgi_ignore_headers	32	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
scgi_intercept_errors	32	s	74	d	f				off
scgi_limit_rate	32	s	2	d	z				0
scgi_max_temp_file_size	32	s	2	d	s				1024m
scgi_next_upstream	32	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			error timeout
scgi_next_upstream_timeout	32	s	2	d	m				0
scgi_next_upstream_tries	32	s	2	d	n				0
scgi_no_cache	32	s	sg	l	p
scgi_param	32	s	c	l	c	http_upstream_param_set_slot			HTTP_HOST $host$is_request_port$request_port	2
scgi_pass	32	28	2	dn	c	http_scgi_pass				1
scgi_pass_header	32	s	2	l	L
scgi_pass_request_body	32	s	74	d	f				on
scgi_pass_request_headers	32	s	74	d	f				on
scgi_read_timeout	32	s	2	d	m				60s
scgi_request_buffering	32	s	74	d	f				on
scgi_request_dynamic	32	s	74	p					off
scgi_send_timeout	32	s	2	d	m				60s
scgi_socket_keepalive	32	s	74	d	f		1.15.6		off
scgi_socket_rcvbuf	32	s	2	d	s		1.31.3
scgi_socket_sndbuf	32	s	2	d	s		1.31.3
scgi_store	32	s	2	d	c	http_scgi_store			off
scgi_store_access	32	s	e	d	A				user:rw
scgi_temp_file_write_size	32	s	2	d	s				8k|16k
scgi_temp_path	32	s	u	d	P				scgi_temp
scope	h	pa8	2	p					openid
secure_link	33	s	2	d	x					1			http_secure_link_module
secure_link_expires	33	s	74		f			1.10.0					http_secure_link_module
secure_link_md5	33	s	2	d	x					1			http_secure_link_module
secure_link_secret	33	s	2	d	S								http_secure_link_module
send_lowat	0	s	2	d	s				0
send_timeout	0	s	2	d	m				60s
sendfile	0	2k	74	d	f				off
sendfile_max_chunk	0	s	2	d	s				1.21.4<0¦2m
server	0	4	1	bn	c	http_core_server
server	2i	74	sg	n	c	http_upstream_server
server	x	35s	1	bn	c	mail_core_server
server	y	e8	1	bn	c	stream_core_server
server	2z	1kw	sg	n	c	stream_upstream_server
server_name	0	8	sg	n	c	http_core_server_name			""
server_name	x	9hc	2	dn	S				hostname
server_name	y	sg	sg	n	c	stream_core_server_name	1.25.5		""
server_name_in_redirect	0	s	74	d	f				off
server_names_hash_bucket_size	0	4	2	d	n				32|64|128
server_names_hash_bucket_size	y	e8	2	d	n		1.25.5		32|64|128
server_names_hash_max_size	0	4	2	d	n				512
server_names_hash_max_size	y	e8	2	d	n		1.25.5		512
server_rewrite_by_lua_block	4	c	2	v
server_rewrite_by_lua_file	4	c	2	v
server_tokens	0	s	2	d	e	off on build			on		1.11.10:s,74
session_log	34	s	2	p					off
session_log_format	34	4	1kw	p					combined "..."
session_log_zone	34	4	1kw	p
session_store	h	pa8	2	p
session_timeout	h	pa8	2	p					8h
set	l	3c	4	n	c	http_rewrite_set				2
set	35	sg	4	n	c	stream_set	1.19.3			2
set_by_lua	4	3c	1kw	v
set_by_lua_block	4	3c	4	v
set_by_lua_file	4	3c	1kw	v
set_real_ip_from	2x	s	2	l	c	http_realip_from							http_realip_module
set_real_ip_from	36	9hc	2	l	c	mail_realip_from	1.19.8
set_real_ip_from	37	16o	2	l	c	stream_realip_from	1.11.4						stream_realip_module
slice	38	s	2	d	s				0				http_slice_module
smtp_auth	39	9hc	sg		b	plain login cram-md5 external none			plain login
smtp_capabilities	39	9hc	sg		c	mail_capabilities
smtp_client_buffer	39	9hc	2	d	s				4k|8k
smtp_greeting_delay	39	9hc	2	d	m				0
so_keepalive	x	9hc	74		f			1.10.0
source_charset	m	2k	2	d	c	http_set_charset_slot
spdy_chunk_size	3a	s	2		s			1.10.0
spdy_chunk_size	1m	s	2		c			1.19.7					http_v2_module
spdy_headers_comp	3a	c	2		n			1.10.0
spdy_headers_comp	1m	c	2		c			1.19.7					http_v2_module
spdy_keepalive_timeout	3a	c	2		m			1.10.0
spdy_keepalive_timeout	1m	c	2		c			1.19.7					http_v2_module
spdy_max_concurrent_streams	3a	c	2		n			1.10.0
spdy_max_concurrent_streams	1m	c	2		c			1.19.7					http_v2_module
spdy_pool_size	3a	c	2		s			1.10.0
spdy_pool_size	1m	c	2		c			1.19.7					http_v2_module
spdy_recv_buffer_size	3a	4	2		s			1.10.0
spdy_recv_buffer_size	1m	4	2		c			1.19.7					http_v2_module
spdy_recv_timeout	3a	c	2		m			1.10.0
spdy_recv_timeout	1m	c	2		c			1.19.7					http_v2_module
spdy_streams_index_size	3a	c	2		n			1.10.0
spdy_streams_index_size	1m	c	2		c			1.19.7					http_v2_module
split_clients	3b	4	4	bn	c	conf_split_clients_block				1
split_clients	3c	e8	4	bn	c	conf_split_clients_block	1.11.3			1
ssi	3d	2k	74	d	f				off
ssi_ignore_recycled_buffers	3d	s	74	d	f
ssi_last_modified	3d	s	74	d	f				off
ssi_min_file_chunk	3d	s	2	d	s				1k
ssi_silent_errors	3d	s	74	d	f				off
ssi_types	3d	s	sg	l	M				text/html
ssi_value_length	3d	s	2	d	s				256
ssl	3e	c	74	d	c			1.25.1	off				http_ssl_module
ssl	3f	9hc	74	d	c			1.25.1	off
ssl	n	cn4	74	dp
ssl_alpn	3g	16o	sg	d	c	stream_ssl_alpn	1.21.4						stream_ssl_module
ssl_buffer_size	3e	c	2	d	s				16k				http_ssl_module
ssl_certificate	3e	c	2	l	L					1			http_ssl_module
ssl_certificate	3f	9hc	2	l	L
ssl_certificate	3g	16o	2	l	L					1			stream_ssl_module
ssl_certificate_by_lua_block	4	c	2	v
ssl_certificate_by_lua_file	4	c	2	v
ssl_certificate_cache	3e	c	e	d	c	http_ssl_certificate_cache	1.27.4		off				http_ssl_module
ssl_certificate_cache	3g	16o	e	d	c	stream_ssl_certificate_cache	1.27.4		off				stream_ssl_module
ssl_certificate_compression	3e	c	74	d	f		1.29.1		off				http_ssl_module
ssl_certificate_compression	3f	9hc	74	d	f		1.29.1		off
ssl_certificate_compression	3g	16o	74	d	f		1.29.1		off				stream_ssl_module
ssl_certificate_key	3e	c	2	l	L					1			http_ssl_module
ssl_certificate_key	3f	9hc	2	l	L
ssl_certificate_key	3g	16o	2	l	L					1			stream_ssl_module
ssl_ciphers	3e	c	2	d	S				HIGH:!aNULL:!MD5				http_ssl_module
ssl_ciphers	3f	9hc	2	d	S				HIGH:!aNULL:!MD5
ssl_ciphers	3g	16o	2	d	S				HIGH:!aNULL:!MD5				stream_ssl_module
ssl_client_certificate	3e	c	2	d	S								http_ssl_module
ssl_client_certificate	3f	9hc	2	d	S
ssl_client_certificate	3g	16o	2	d	S		1.11.8						stream_ssl_module
ssl_client_hello_by_lua_block	4	c	2	v
ssl_client_hello_by_lua_file	4	c	2	v
ssl_conf_command	3e	c	4	l	k		1.19.4						http_ssl_module
ssl_conf_command	3f	9hc	4	l	k		1.19.4
ssl_conf_command	3g	16o	4	l	k		1.19.4						stream_ssl_module
ssl_crl	3e	c	2	d	S								http_ssl_module
ssl_crl	3f	9hc	2	d	S
ssl_crl	u	c	2	p
ssl_crl	u	9hc	2	p
ssl_crl	u	cn4	2	p
ssl_crl	u	pa8	2	p
ssl_crl	3g	16o	2	d	S		1.11.8						stream_ssl_module
ssl_dhparam	3e	c	2	d	S								http_ssl_module
ssl_dhparam	3f	9hc	2	d	S
ssl_dhparam	3g	16o	2	d	S								stream_ssl_module
ssl_early_data	3e	c	74	d	f		1.15.3		off				http_ssl_module
ssl_ecdh_curve	3e	c	2	d	S				auto				http_ssl_module
ssl_ecdh_curve	3f	9hc	2	d	S				auto
ssl_ecdh_curve	3g	16o	2	d	S				auto				stream_ssl_module
ssl_ech_file	3e	c	2	l	L		1.29.4						http_ssl_module
ssl_ech_file	3g	16o	2	l	L		1.29.4						stream_ssl_module
ssl_engine	3h	1	2	d	c	openssl_engine
ssl_handshake_timeout	3g	16o	2	d	m				60s				stream_ssl_module
ssl_key_log	3e	c	2	p
ssl_key_log	3g	16o	2	p
ssl_name	n	cn4	2	p
ssl_object_cache_inheritable	3i	1	74	d	f		1.27.4		on
ssl_ocsp	3e	c	2	d	e	off on leaf	1.19.0		off				http_ssl_module
ssl_ocsp	3g	16o	2	d	e	off on leaf	1.27.2		off				stream_ssl_module
ssl_ocsp_cache	3e	c	2	d	c	http_ssl_ocsp_cache	1.19.0		off				http_ssl_module
ssl_ocsp_cache	3g	16o	2	d	c	stream_ssl_ocsp_cache	1.27.2		off				stream_ssl_module
ssl_ocsp_responder	3e	c	2	d	S		1.19.0						http_ssl_module
ssl_ocsp_responder	3g	16o	2	d	S		1.27.2						stream_ssl_module
ssl_password_file	3e	c	2	d	c	http_ssl_password_file							http_ssl_module
ssl_password_file	3f	9hc	2	d	c	mail_ssl_password_file
ssl_password_file	3g	16o	2	d	c	stream_ssl_password_file							stream_ssl_module
ssl_prefer_server_ciphers	3e	c	74	d	f				off				http_ssl_module
ssl_prefer_server_ciphers	3f	9hc	74	d	f				off
ssl_prefer_server_ciphers	3g	16o	74	d	f				off				stream_ssl_module
ssl_preread	3j	16o	74	d	f		1.11.5		off				stream_ssl_preread_module
ssl_protocols	3e	c	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3				http_ssl_module
ssl_protocols	3f	9hc	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
ssl_protocols	3g	16o	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3				stream_ssl_module
ssl_reject_handshake	3e	c	74	d	f		1.19.4		off				http_ssl_module
ssl_reject_handshake	3g	16o	74	d	f		1.25.5		off				stream_ssl_module
ssl_server_name	n	cn4	74	p
ssl_session_cache	3e	c	6		c	http_ssl_session_cache			none				http_ssl_module
ssl_session_cache	3f	9hc	6		c	mail_ssl_session_cache			none
ssl_session_cache	3g	16o	6		c	stream_ssl_session_cache			none				stream_ssl_module
ssl_session_fetch_by_lua_block	4	4	2	v
ssl_session_fetch_by_lua_file	4	4	2	v
ssl_session_store_by_lua_block	4	4	2	v
ssl_session_store_by_lua_file	4	4	2	v
ssl_session_ticket_key	3e	c	2	l	L								http_ssl_module
ssl_session_ticket_key	3f	9hc	2	l	L
ssl_session_ticket_key	3g	16o	2	l	L								stream_ssl_module
ssl_session_tickets	3e	c	74	d	f				on				http_ssl_module
ssl_session_tickets	3f	9hc	74	d	f				on
ssl_session_tickets	3g	16o	74	d	f				on				stream_ssl_module
ssl_session_timeout	3e	c	2	d	t				5m				http_ssl_module
ssl_session_timeout	3f	9hc	2	d	t				5m
ssl_session_timeout	3g	16o	2	d	t				5m				stream_ssl_module
ssl_stapling	3e	c	74	d	f				off				http_ssl_module
ssl_stapling	3g	16o	74	d	f		1.27.2		off				stream_ssl_module
ssl_stapling_file	3e	c	2	d	S								http_ssl_module
ssl_stapling_file	3g	16o	2	d	S		1.27.2						stream_ssl_module
ssl_stapling_responder	3e	c	2	d	S								http_ssl_module
ssl_stapling_responder	3g	16o	2	d	S		1.27.2						stream_ssl_module
ssl_stapling_verify	3e	c	74	d	f				off				http_ssl_module
ssl_stapling_verify	3g	16o	74	d	f		1.27.2		off				stream_ssl_module
ssl_trusted_certificate	3e	c	2	d	S								http_ssl_module
ssl_trusted_certificate	3f	9hc	2	d	S
ssl_trusted_certificate	u	c	2	p					system CA bundle
ssl_trusted_certificate	u	9hc	2	p					system CA bundle
ssl_trusted_certificate	u	cn4	2	p					system CA bundle
ssl_trusted_certificate	u	pa8	2	p					system CA bundle
ssl_trusted_certificate	3g	16o	2	d	S		1.11.8						stream_ssl_module
ssl_verify	2	cn4	74	v					on
ssl_verify	u	cn4	74	p					on
ssl_verify_client	3e	c	2	d	e	off on optional optional_no_ca			off				http_ssl_module
ssl_verify_client	3f	9hc	2	d	e	off on optional optional_no_ca			off
ssl_verify_client	3g	16o	2	d	e	off on optional optional_no_ca	1.11.8		off				stream_ssl_module
ssl_verify_depth	3e	c	2	d	n				1				http_ssl_module
ssl_verify_depth	3f	9hc	2	d	n				1
ssl_verify_depth	3g	16o	2	d	n		1.11.8		1				stream_ssl_module
stall_threshold	3k	2	2	p					1000ms
starttls	3f	9hc	2	d	c	mail_ssl_starttls			off
state	2i	74	2	p
state	2z	1kw	2	p
state_path	2	cn4	2	v					acme_<issuer>
state_path	u	cn4	2	p
status	3l	o	74		c			1.10.0					http_status_module
status	n	0	sg	p
status_format	3l	0	0	p					json
status_zone	c	8	2	p
status_zone	c	28	2	p
status_zone	3l	8	2	p
status_zone	3l	28	2	p
sticky	3m	74	1kw	dn	c	http_upstream_sticky	1.29.6			4
stream	3n	1	1	bdn	c	stream_block
stub_status	3o	o	3	n	c	http_set_stub_status							http_stub_status_module
sub_filter	3p	s	4	l	c	http_sub_filter				3			http_sub_module
sub_filter_last_modified	3p	s	74	d	f				off				http_sub_module
sub_filter_once	3p	s	74	d	f				on				http_sub_module
sub_filter_types	3p	s	sg	l	M				text/html				http_sub_module
subrequest_output_buffer_size	0	s	2	d	s		1.13.10		4k|8k
tcp_nodelay	0	s	74	d	f				on
tcp_nodelay	y	16o	74	d	f				on
tcp_nopush	0	s	74	d	f				off
thread_pool	3q	1	c	n	c	thread_pool			default threads=32 max_queue=65536
thread_stack_size	p	1	2		s			1.10.0
timeout	x	9hc	2	d	m				60s
timer_resolution	p	1	2	d	m
trusted_certificate	1h	0	2	v
try_files	0	o	1kw	n	c			1.13.4		3
try_files	3r	o	1kw	dn	c	http_try_files	1.13.4			3
tunnel_allow_upstream	3s	s	sg	p
tunnel_bind	3s	s	6	d	c	http_upstream_bind_set_slot	1.31.0
tunnel_bind_dynamic	3s	s	74	p					off
tunnel_buffer_size	3s	s	2	d	s		1.31.0		16k
tunnel_connect_timeout	3s	s	2	d	m		1.31.0		60s
tunnel_next_upstream	3s	s	sg		b	error timeout off	1.31.0		error timeout
tunnel_next_upstream_timeout	3s	s	2	d	m		1.31.0		0
tunnel_next_upstream_tries	3s	s	2	d	n		1.31.0		0
tunnel_pass	3s	2g	3	dn	c	http_tunnel_pass	1.31.0			1
tunnel_read_timeout	3s	s	2	d	m		1.31.0		60s
tunnel_send_lowat	3s	s	2	d	s		1.31.0		0
tunnel_send_timeout	3s	s	2	d	m		1.31.0		60s
tunnel_socket_keepalive	3s	s	74	d	f		1.31.0		off
tunnel_socket_rcvbuf	3s	s	2	d	s		1.31.3
tunnel_socket_sndbuf	3s	s	2	d	s		1.31.3
types	0	s	1	b	c	http_core_types
types_hash_bucket_size	0	s	2	d	n				64
types_hash_max_size	0	s	2	d	n				1024
underscores_in_headers	0	c	74	d	f				off
uninitialized_variable_warn	l	3g	74	d	f				on
upstream	2i	4	2	bn	c	http_upstream
upstream	2z	e8	2	bn	c	stream_upstream
upstream_conf	3t	0	0	p
uri	2	0	0	v
usage_report	u	cn4	7	p					endpoint=product.connect.nginx.com interval=1h
use	1	2	2	d	c	event_use
user	p	1	6	d	c	set_user			nobody nobody
userid	3u	s	2	d	e	off log v1 on			off
userid_domain	3u	s	2	d	S				none
userid_expires	3u	s	2	d	c	http_userid_expires			off
userid_flags	3u	s	e		b	off secure httponly samesite=strict samesite=lax samesite=none	1.19.3		off
userid_mark	3u	s	2	d	c	http_userid_mark			off
userid_name	3u	s	2	d	S				uid
userid_p3p	3u	s	2	d	S				none
userid_path	3u	s	2	d	S				/
userid_service	3u	s	2	d	n				IP address of the server
userinfo	h	pa8	2	p					off
uuid_file	n	cn4	3	p
uwsgi_allow_upstream	3v	s	sg	p
uwsgi_bind	3v	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
uwsgi_bind_dynamic	3v	s	74	p					off
uwsgi_buffer_size	3v	s	2	d	s				4k|8k
uwsgi_buffering	3v	s	74	d	f				on
uwsgi_buffers	3v	s	4	d	B				8 4k|8k
uwsgi_busy_buffers_size	3v	s	2	d	s				8k|16k
uwsgi_cache	3v	s	2	d	c	http_uwsgi_cache			off
uwsgi_cache_background_update	3v	s	2	d	f		1.11.10		off
uwsgi_cache_bypass	3v	s	sg	l	p
uwsgi_cache_key	3v	s	2	d	c	http_uwsgi_cache_key				1
uwsgi_cache_lock	3v	s	74	d	f				off
uwsgi_cache_lock_age	3v	s	2	d	m				5s
uwsgi_cache_lock_timeout	3v	s	2	d	m				5s
uwsgi_cache_max_range_offset	3v	s	2	d	o		1.11.6
uwsgi_cache_methods	3v	s	sg		b	GET HEAD POST			GET HEAD
uwsgi_cache_min_uses	3v	s	2	d	n				1
uwsgi_cache_path	3v	4	1kw	n	c	http_file_cache_set_slot
uwsgi_cache_purge	3v	s	sg	p
uwsgi_cache_revalidate	3v	s	74	d	f				off
uwsgi_cache_use_stale	3v	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			off
uwsgi_cache_valid	3v	s	sg	l	c	http_file_cache_valid_set_slot
uwsgi_connect_timeout	3v	s	2	d	m				60s
uwsgi_force_ranges	3v	s	74	d	f				off
uwsgi_hide_header	3v	s	2	l	L
uwsgi_ignore_client_abort	3v	s	74	d	f				off
uwsgi_ignore_headers	3v	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
uwsgi_intercept_errors	3v	s	74	d	f				off
uwsgi_limit_rate	3v	s	2	d	z				0
uwsgi_max_temp_file_size	3v	s	2	d	s				1024m
uwsgi_modifier1	3v	s	2	d	n	0 255			0
uwsgi_modifier2	3v	s	2	d	n	0 255			0
uwsgi_next_upstream	3v	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			error timeout
uwsgi_next_upstream_timeout	3v	s	2	d	m				0
uwsgi_next_upstream_tries	3v	s	2	d	n				0
uwsgi_no_cache	3v	s	sg	l	p
uwsgi_param	3v	s	c	l	c	http_upstream_param_set_slot			HTTP_HOST $host$is_request_port$request_port	2
uwsgi_pass	3v	28	2	dn	c	http_uwsgi_pass				1
uwsgi_pass_header	3v	s	2	l	L
uwsgi_pass_request_body	3v	s	74	d	f				on
uwsgi_pass_request_headers	3v	s	74	d	f				on
uwsgi_read_timeout	3v	s	2	d	m				60s
uwsgi_request_buffering	3v	s	74	d	f				on
uwsgi_request_dynamic	3v	s	74	p					off
uwsgi_send_timeout	3v	s	2	d	m				60s
uwsgi_socket_keepalive	3v	s	74	d	f		1.15.6		off
uwsgi_socket_rcvbuf	3v	s	2	d	s		1.31.3
uwsgi_socket_sndbuf	3v	s	2	d	s		1.31.3
uwsgi_ssl_certificate	3v	s	2	d	x					1
uwsgi_ssl_certificate_cache	3v	s	e	d	c	http_uwsgi_ssl_certificate_cache	1.27.4		off
uwsgi_ssl_certificate_key	3v	s	2	d	x					1
uwsgi_ssl_ciphers	3v	s	2	d	S				DEFAULT
uwsgi_ssl_conf_command	3v	s	4	l	k		1.19.4
uwsgi_ssl_crl	3v	s	2	d	S
uwsgi_ssl_key_log	3v	s	2	p
uwsgi_ssl_name	3v	s	2	d	x				host from uwsgi_pass	1
uwsgi_ssl_password_file	3v	s	2	d	c	http_uwsgi_ssl_password_file
uwsgi_ssl_protocols	3v	s	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
uwsgi_ssl_server_name	3v	s	74	d	f				off
uwsgi_ssl_session_reuse	3v	s	74	d	f				on
uwsgi_ssl_trusted_certificate	3v	s	2	d	S
uwsgi_ssl_verify	3v	s	74	d	f				off
uwsgi_ssl_verify_depth	3v	s	2	d	n				1
uwsgi_store	3v	s	2	d	c	http_uwsgi_store			off
uwsgi_store_access	3v	s	e	d	A				user:rw
uwsgi_string	3v	s	2	d	S
uwsgi_temp_file_write_size	3v	s	2	d	s				8k|16k
uwsgi_temp_path	3v	s	u	d	P				uwsgi_temp
valid_referers	2y	o	sg		c	http_valid_referers
variables_hash_bucket_size	0	4	2	d	n				64
variables_hash_bucket_size	y	e8	2	d	n		1.11.2		64
variables_hash_max_size	0	4	2	d	n				1024
variables_hash_max_size	y	e8	2	d	n		1.11.2		1024
worker_aio_requests	v	2	2	d	n				32
worker_connections	1	2	2	d	c	event_connections			512
worker_cpu_affinity	p	1	sg	d	c	set_cpu_affinity
worker_priority	p	1	2	d	c	set_priority			0
worker_processes	p	1	2	d	c	set_worker_processes			1
worker_rlimit_core	p	1	2	d	o
worker_rlimit_nofile	p	1	2	d	n
worker_rlimit_sigpending	p	1	2		n			1.10.0
worker_shutdown_timeout	p	1	2	d	m		1.11.11
worker_threads	p	1	2		n			1.10.0
working_directory	p	1	2	d	S
xclient	2q	9hc	74	d	f				on
xml_entities	3w	s	2	d	c	http_xslt_entities							http_xslt_module
xml_external_entities	3w	s	74	d	f		1.31.3		off				http_xslt_module
xslt_last_modified	3w	s	74	d	f				off				http_xslt_module
xslt_param	3w	s	4	l	c	http_xslt_param				2			http_xslt_module
xslt_string_param	3w	s	4	l	c	http_xslt_param				2			http_xslt_module
xslt_stylesheet	3w	g	sg	l	c	http_xslt_stylesheet				6			http_xslt_module
xslt_types	3w	s	sg	l	M				text/xml				http_xslt_module
zone	3x	74	6	n	c	http_upstream_zone
zone	3y	1kw	6	n	c	stream_upstream_zone
zone_sync	3z	sg	1	p
zone_sync_buffers	3z	16o	4	p					8 4k|8k
zone_sync_connect_retry_interval	3z	16o	2	p					1s
zone_sync_connect_timeout	3z	16o	2	p					5s
zone_sync_interval	3z	16o	2	p					1s
zone_sync_recv_buffer_size	3z	16o	2	p					4k|8k
zone_sync_server	3z	sg	6	p
zone_sync_ssl	3z	16o	74	p					off
zone_sync_ssl_certificate	3z	16o	2	p
zone_sync_ssl_certificate_key	3z	16o	2	p
zone_sync_ssl_ciphers	3z	16o	2	p					DEFAULT
zone_sync_ssl_conf_command	3z	16o	4	p
zone_sync_ssl_crl	3z	16o	2	p
zone_sync_ssl_name	3z	16o	2	p					host from zone_sync_server
zone_sync_ssl_password_file	3z	16o	2	p
zone_sync_ssl_protocols	3z	16o	sg	p					TLSv1.2 TLSv1.3
zone_sync_ssl_server_name	3z	16o	74	p					off
zone_sync_ssl_trusted_certificate	3z	16o	2	p
zone_sync_ssl_verify	3z	16o	74	p					off
zone_sync_ssl_verify_depth	3z	16o	2	p					1
zone_sync_timeout	3z	16o	2	p					5s
`
export const thirdParty: string = `
ngx_brotli brotli brotli_*
ngx_http_vhost_traffic_status_module vhost_traffic_status*
ngx_http_stream_server_traffic_status_module stream_server_traffic_status*
ngx_stream_server_traffic_status_module server_traffic_status*
zstd-nginx-module zstd zstd_*
ModSecurity-nginx modsecurity modsecurity_*
naxsi SecRulesEnabled SecRulesDisabled LearningMode BasicRule MainRule CheckRule DeniedUrl LibInjectionSql LibInjectionXss
echo-nginx-module echo echo_*
set-misc-nginx-module set_escape_uri set_unescape_uri set_encode_base64 set_decode_base64 set_md5 set_sha1 set_random set_if_empty set_quote_sql_str set_quote_json_str set_hmac_sha1 set_secure_random_alphanum set_local_today set_formatted_gmt_time
ngx_cache_purge proxy_cache_purge fastcgi_cache_purge scgi_cache_purge uwsgi_cache_purge cache_purge_response_type
nginx-dav-ext-module dav_ext_methods dav_ext_lock dav_ext_lock_zone
ngx-fancyindex fancyindex fancyindex_*
nchan nchan_*
nginx-upload-module upload_*
nginx-upload-progress-module upload_progress track_uploads report_uploads
nginx-rtmp-module rtmp rtmp_*
ngx_pagespeed pagespeed pagespeedDisableFilters
passenger passenger_* rails_env rack_env
nginx-sticky-module sticky_cookie_insert
nginx_upstream_check_module check check_*
ngx_http_substitutions_filter_module subs_filter subs_filter_*
ngx_devel_kit ndk_*
redis2-nginx-module redis2_* redis_pass
srcache-nginx-module srcache_*
memc-nginx-module memc_*
nginx-auth-ldap auth_ldap* ldap_server
ngx_http_auth_pam_module auth_pam*
spnego-http-auth-nginx-module auth_gss*
ngx_http_geoip2_module geoip2*
lua-resty-core balancer_by_lua* ssl_session_*_by_lua* *_by_lua *_by_lua_block *_by_lua_file lua_*
nginx-opentracing opentracing*
opentelemetry opentelemetry* otel_*
nginx-push-stream-module push_stream_*
nginx-http-concat concat concat_*
headers-more-nginx-module more_set_headers more_clear_headers more_set_input_headers more_clear_input_headers
acme acme_*
`
export const backports: string = `
max_headers debian=1.22.1-9+deb12u8,1.26.3-3+deb13u6
`
