// Generated from src/dev/facts/nginx by src/dev/nginx-tables.ts. Do not edit.
export const modules: string = "~http_core_module ~event_core_module ~http_acme_module ~iocp_module ~http_lua_module ~http_log_module ~stream_log_module ~http_addition_filter_module ~http_headers_filter_module ~http_access_module ~stream_access_module ~http_browser_module ~http_api_module appProtectWAFv4 ~http_auth_basic_module ~mail_auth_http_module ~http_auth_jwt_module ~http_oidc_module ~http_auth_pam_module ~http_auth_request_module ~http_auth_require_module ~http_autoindex_module ~http_rewrite_module ~http_brotli_filter_module ~http_brotli_static_module ~http_cache_purge_module ~http_charset_filter_module nplus_latest ~http_dav_module ~core_module ~http_dav_ext_module ~http_degradation_module ~devpoll_module ~http_echo_module ~http_empty_gif_module ~mgmt_module ~epoll_module ~errlog_module ~mail_core_module ~stream_core_module ~eventport_module ~events_module ~http_f4f_module ~http_upstream_fair_module ~http_fancyindex_module ~http_fastcgi_module ~http_flv_module ~http_geo_module ~stream_geo_module ~http_geoip2_module ~http_geoip_module ~stream_geoip_module ~google_perftools_module ~http_grpc_module ~http_gunzip_filter_module ~http_gzip_filter_module ~http_gzip_static_module ~http_upstream_hash_module ~stream_upstream_hash_module ~otel_module ~http_upstream_hc_module ~stream_upstream_hc_module ~http_hls_module ~http_module ~http_v2_module ~http_v3_module ~http_image_filter_module ~mail_module ~mail_imap_module ~conf_module ~http_index_module ~http_internal_redirect_module ~http_upstream_ip_hash_module ~http_js_module ~stream_js_module ~http_upstream_keepalive_module ~http_keyval_module ~stream_keyval_module ~kqueue_module ~http_upstream_least_conn_module ~stream_upstream_least_conn_module ~http_upstream_least_time_module ~stream_upstream_least_time_module ~http_limit_conn_module ~http_limit_zone_module ~stream_limit_conn_module ~http_limit_req_module ~http_map_module ~stream_map_module ~http_memc_module ~http_memcached_module ~http_mirror_module ~http_modsecurity_module ~http_headers_more_filter_module ~http_mp4_module ~stream_mqtt_filter_module ~stream_mqtt_preread_module ~http_mysql_test_module ~http_upstream_module ~http_num_map_module ~stream_num_map_module ~http_copy_filter_module ~stream_pass_module ~regex_module ~http_perl_module ~mail_pop3_module ~mail_proxy_module ~http_proxy_module ~stream_proxy_module ~quic_bpf_module ~http_upstream_random_module ~stream_upstream_random_module ~http_random_index_module ~http_realip_module ~http_referer_module ~http_uploadprogress_module ~stream_upstream_module ~stream_return_module ~rtsig_module ~http_scgi_module ~http_secure_link_module ~http_session_log_module ~stream_set_module ~http_set_misc_module ~mail_realip_module ~stream_realip_module ~http_slice_filter_module ~mail_smtp_module ~http_spdy_module ~http_split_clients_module ~stream_split_clients_module ~http_srcache_filter_module ~http_ssi_filter_module ~http_ssl_module ~mail_ssl_module ~stream_ssl_module ~openssl_module ~openssl_cache_module ~stream_ssl_preread_module Core_functionality ~http_status_module ~http_upstream_sticky_module ~stream_module ~http_stub_status_module ~http_sub_filter_module ~http_subs_filter_module ~thread_pool_module ~http_try_files_module ~http_tunnel_module ~http_upstream_conf_module ndk_http_module ~http_userid_filter_module ~http_uwsgi_module ~http_xslt_filter_module ~http_upstream_zone_module ~stream_upstream_zone_module ~stream_zone_sync_module"
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
auth_pam	i	4c	2	v
auth_pam_service_name	i	4c	2	v
auth_pam_set_pam_env	i	4c	74	v	f
auth_request	j	s	2	d	c	http_auth_request			off				http_auth_request_module
auth_request_set	j	s	4	l	c	http_auth_request_set				2			http_auth_request_module
auth_require	k	4c	sg	p					off
autoindex	l	s	74	d	f				off
autoindex_exact_size	l	s	74	d	f				on
autoindex_format	l	s	2	d	e	html json jsonp xml			html
autoindex_localtime	l	s	74	d	f				off
balancer_by_lua_block	4	74	2	v
balancer_by_lua_file	4	74	2	v
balancer_keepalive	4	74	2	v
body_filter_by_lua	4	2k	2	v
body_filter_by_lua_block	4	2k	2	v
body_filter_by_lua_file	4	2k	2	v
break	m	3c	1	n	c	http_rewrite_break
brotli	n	2k	74	v	f
brotli_buffers	n	s	4	v
brotli_comp_level	n	s	2	v
brotli_min_length	n	s	2	v
brotli_static	o	s	2	v
brotli_types	n	s	sg	v
brotli_window	n	s	2	v
cache_purge_background_queue	p	4	2	v
cache_purge_batch_size	p	4	2	v
cache_purge_legacy_status	p	4	2	v
cache_purge_queue_size	p	4	2	v
cache_purge_response_type	p	s	2	v
cache_purge_throttle_ms	p	4	2	v
cache_purge_vary_aware	p	4	2	v
challenge	2	0	0	v					http-01
charset	q	2k	2	d	c	http_set_charset_slot			off
charset_map	q	4	4	bn	c	http_charset_map_block
charset_types	q	s	sg	l	M				text/html text/xml text/plain text/vnd.wap.wml application/javascript application/rss+xml
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
connect_timeout	r	cn4	2	p
connection_pool_size	0	c	2	d	s				256|512
connections	1	2	2		c			1.10.0
contact	2	0	0	v
content_by_lua	4	28	2	v
content_by_lua_block	4	28	2	v
content_by_lua_file	4	28	2	v
cookie_name	h	pa8	2	p					NGX_OIDC_SESSION
create_full_put_path	s	s	74	d	f				off				http_dav_module
daemon	t	1	74	d	f				on
dav_access	s	s	e	d	A				user:rw				http_dav_module
dav_ext_lock	u	s	2	dv	c	http_dav_ext_lock
dav_ext_lock_zone	u	4	6	v	c	http_dav_ext_lock_zone
dav_ext_methods	u	s	sg	v	b	off propfind options lock unlock
dav_methods	s	s	sg		b	off put delete mkcol copy move			off				http_dav_module
debug_connection	1	2	2		c	event_debug_connection
debug_points	t	1	2	d	e	stop abort
default_type	0	s	2	d	S				text/plain
degradation	v	4	2		c	http_degradation							http_degradation_module
degrade	v	s	2	d	e	204 444							http_degradation_module
deny	9	4c	2	l	c	http_access_rule
deny	a	16o	2	l	c	stream_access_rule
devpoll_changes	w	2	2	dw	n
devpoll_events	w	2	2	dw	n
directio	0	s	2	d	c	http_core_directio			off
directio_alignment	0	s	2	d	o				512
disable_symlinks	0	s	6	d	c	http_disable_symlinks			off	2
early_hints	0	s	sg	l	p		1.29.0			1
echo	x	28	e8	v						f
echo_abort_parent	x	28	1	v
echo_after_body	x	28	e8	v						f
echo_before_body	x	28	e8	v						f
echo_blocking_sleep	x	28	2	v						1
echo_duplicate	x	28	1kw	v						f
echo_end	x	28	1	v
echo_exec	x	28	6	v						3
echo_flush	x	28	1	v
echo_foreach_split	x	28	1kw	v						f
echo_location	x	28	6	v						3
echo_location_async	x	28	6	v						3
echo_read_request_body	x	28	1	v
echo_request_body	x	28	1	v
echo_reset_timer	x	28	1	v
echo_sleep	x	28	2	v						1
echo_status	x	28	2	v
echo_subrequest	x	28	1kw	v						f
echo_subrequest_async	x	28	1kw	v						f
empty_gif	y	g	1	n	c	http_empty_gif
enforce_initial_report	z	cn4	74	p					on
env	t	1	2	n	c	set_env			TZ
epoll_events	10	2	2	d	n
error_log	11	1	sg	l	c	error_log			logs/error.log error
error_log	0	s	sg	l	c	http_core_error_log
error_log	12	9hc	sg	l	c	mail_core_error_log
error_log	13	16o	sg	l	c	stream_core_error_log
error_log_tag	0	s	4	p
error_page	0	2k	1kw	l	c	http_core_error_page				e
etag	0	s	74	d	f				on
eventport_events	14	2	2	dw	n
events	15	1	1	bdn	c	events_block
exit_worker_by_lua_block	4	4	2	v
exit_worker_by_lua_file	4	4	2	v
expires	8	2k	6	d	c	http_headers_expires			off	3
external_account_key	2	0	0	v
extra_auth_args	h	pa8	2	p
f4f	16	g	1	p
f4f_buffer_size	16	s	2	p					512k
fair	17	74	e8	v
fancyindex	18	s	74	dv	f
fancyindex_case_sensitive	18	s	74	dv	f
fancyindex_css_href	18	s	74	dv	S
fancyindex_default_sort	18	s	2	dv	e	name size date name_desc size_desc date_desc
fancyindex_directories_first	18	s	74	dv	f
fancyindex_exact_size	18	s	74	dv	f
fancyindex_footer	18	s	6	dv	c
fancyindex_header	18	s	6	dv	c
fancyindex_hide_parent_dir	18	s	74	dv	f
fancyindex_hide_symlinks	18	s	74	dv	f
fancyindex_ignore	18	s	sg	v	c
fancyindex_localtime	18	s	74	dv	f
fancyindex_name_length	18	s	74	dv	n
fancyindex_show_dotfiles	18	s	74	dv	f
fancyindex_show_path	18	s	74	dv	f
fancyindex_time_format	18	s	74	dv	S
fastcgi_allow_upstream	19	s	sg	p
fastcgi_bind	19	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
fastcgi_bind_dynamic	19	s	74	p					off
fastcgi_buffer_size	19	s	2	d	s				4k|8k
fastcgi_buffering	19	s	74	d	f				on
fastcgi_buffers	19	s	4	d	B				8 4k|8k
fastcgi_busy_buffers_size	19	s	2	d	s				8k|16k
fastcgi_cache	19	s	2	d	c	http_fastcgi_cache			off	1
fastcgi_cache_background_update	19	s	74	d	f		1.11.10		off
fastcgi_cache_bypass	19	s	sg	l	p
fastcgi_cache_key	19	s	2	d	c	http_fastcgi_cache_key				1
fastcgi_cache_lock	19	s	74	d	f				off
fastcgi_cache_lock_age	19	s	2	d	m				5s
fastcgi_cache_lock_timeout	19	s	2	d	m				5s
fastcgi_cache_max_range_offset	19	s	2	d	o		1.11.6
fastcgi_cache_methods	19	s	sg		b	GET HEAD POST			GET HEAD
fastcgi_cache_min_uses	19	s	2	d	n				1
fastcgi_cache_path	19	4	1kw	n	c	http_file_cache_set_slot
fastcgi_cache_purge	19	s	sg	p
fastcgi_cache_purge	p	s	sg	v
fastcgi_cache_revalidate	19	s	74	d	f				off
fastcgi_cache_use_stale	19	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			off
fastcgi_cache_valid	19	s	sg	l	c	http_file_cache_valid_set_slot
fastcgi_catch_stderr	19	s	2	l	L
fastcgi_connect_timeout	19	s	2	d	m				60s
fastcgi_force_ranges	19	s	74	d	f				off
fastcgi_header_buffer_size	19	s	2		s			1.10.0
fastcgi_hide_header	19	s	2	l	L
fastcgi_ignore_client_abort	19	s	74	d	f				off
fastcgi_ignore_headers	19	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
fastcgi_index	19	s	2	d	S
fastcgi_intercept_errors	19	s	74	d	f				off
fastcgi_keep_conn	19	s	74	d	f				off
fastcgi_limit_rate	19	s	2	d	z				0
fastcgi_max_temp_file_size	19	s	2	d	s				1024m
fastcgi_next_upstream	19	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			error timeout
fastcgi_next_upstream_timeout	19	s	2	d	m				0
fastcgi_next_upstream_tries	19	s	2	d	n				0
fastcgi_no_cache	19	s	sg	l	p
fastcgi_param	19	s	c	l	c	http_upstream_param_set_slot			HTTP_HOST $host$is_request_port$request_port	2
fastcgi_pass	19	28	2	dn	c	http_fastcgi_pass				1
fastcgi_pass_header	19	s	2	l	L
fastcgi_pass_request_body	19	s	74	d	f				on
fastcgi_pass_request_headers	19	s	74	d	f				on
fastcgi_read_timeout	19	s	2	d	m				60s
fastcgi_redirect_errors	19	s	74		f			1.10.0
fastcgi_request_buffering	19	s	74	d	f				on
fastcgi_request_dynamic	19	s	74	p					off
fastcgi_send_lowat	19	s	2	d	s				0
fastcgi_send_timeout	19	s	2	d	m				60s
fastcgi_socket_keepalive	19	s	74	d	f		1.15.6		off
fastcgi_socket_rcvbuf	19	s	2	d	s		1.31.3
fastcgi_socket_sndbuf	19	s	2	d	s		1.31.3
fastcgi_split_path_info	19	s	2		c	http_fastcgi_split_path_info
fastcgi_store	19	s	2	d	c	http_fastcgi_store			off
fastcgi_store_access	19	s	e	d	A				user:rw
fastcgi_temp_file_write_size	19	s	2	d	s				8k|16k
fastcgi_temp_path	19	s	u	d	P				fastcgi_temp
fastcgi_upstream_fail_timeout	19	s	2		c			1.10.0
fastcgi_upstream_max_fails	19	s	2		c			1.10.0
flv	1a	g	1	n	c	http_flv							http_flv_module
frontchannel_logout_uri	h	pa8	2	p
geo	1b	4	6	bn	c	http_geo_block
geo	1c	e8	6	bn	c	stream_geo_block	1.11.3
geoip2	1d	4	2	bv
geoip2	1d	e8	2	bv
geoip2_proxy	1d	4	2	v
geoip2_proxy_recursive	1d	4	74	v
geoip_city	1e	4	6	d	c	http_geoip_city							http_geoip_module
geoip_city	1f	e8	6	d	c	stream_geoip_city	1.11.3						stream_geoip_module
geoip_country	1e	4	6	d	c	http_geoip_country							http_geoip_module
geoip_country	1f	e8	6	d	c	stream_geoip_country	1.11.3						stream_geoip_module
geoip_org	1e	4	6	d	c	http_geoip_org							http_geoip_module
geoip_org	1f	e8	6	d	c	stream_geoip_org	1.11.3						stream_geoip_module
geoip_proxy	1e	4	2		c	http_geoip_proxy							http_geoip_module
geoip_proxy_recursive	1e	4	74	d	f				off				http_geoip_module
google_perftools_profiles	1g	1	2	d	S								google_perftools_module
grpc_allow_upstream	1h	s	sg	p
grpc_bind	1h	s	6	d	c	http_upstream_bind_set_slot	1.13.10
grpc_bind_dynamic	1h	s	74	p					off
grpc_buffer_size	1h	s	2	d	s		1.13.10		4k|8k
grpc_connect_timeout	1h	s	2	d	m		1.13.10		60s
grpc_hide_header	1h	s	2	l	L		1.13.10
grpc_ignore_headers	1h	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary	1.13.10
grpc_intercept_errors	1h	s	74	d	f		1.13.10		off
grpc_next_upstream	1h	s	sg		b	error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 off	1.13.10		error timeout
grpc_next_upstream_timeout	1h	s	2	d	m		1.13.10		0
grpc_next_upstream_tries	1h	s	2	d	n		1.13.10		0
grpc_pass	1h	28	2	dn	c	http_grpc_pass	1.13.10			1
grpc_pass_header	1h	s	2	l	L		1.13.10
grpc_read_timeout	1h	s	2	d	m		1.13.10		60s
grpc_request_dynamic	1h	s	74	p					off
grpc_send_timeout	1h	s	2	d	m		1.13.10		60s
grpc_set_header	1h	s	4	l	k		1.13.10		Content-Length $content_length	2
grpc_socket_keepalive	1h	s	74	d	f		1.15.6		off
grpc_socket_rcvbuf	1h	s	2	d	s		1.31.3
grpc_socket_sndbuf	1h	s	2	d	s		1.31.3
grpc_ssl_certificate	1h	s	2	d	x		1.13.10			1
grpc_ssl_certificate_cache	1h	s	e	d	c	http_grpc_ssl_certificate_cache	1.27.4		off
grpc_ssl_certificate_key	1h	s	2	d	x		1.13.10			1
grpc_ssl_ciphers	1h	s	2	d	S		1.13.10		DEFAULT
grpc_ssl_conf_command	1h	s	4	l	k		1.19.4
grpc_ssl_crl	1h	s	2	d	S		1.13.10
grpc_ssl_key_log	1h	s	2	p
grpc_ssl_name	1h	s	2	d	x		1.13.10		host from grpc_pass	1
grpc_ssl_password_file	1h	s	2	d	c	http_grpc_ssl_password_file	1.13.10
grpc_ssl_protocols	1h	s	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3	1.13.10		1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
grpc_ssl_server_name	1h	s	74	d	f		1.13.10		off
grpc_ssl_session_reuse	1h	s	74	d	f		1.13.10		on
grpc_ssl_trusted_certificate	1h	s	2	d	S		1.13.10
grpc_ssl_verify	1h	s	74	d	f		1.13.10		off
grpc_ssl_verify_depth	1h	s	2	d	n		1.13.10		1
gunzip	1i	s	74	d	f				off				http_gunzip_module
gunzip_buffers	1i	s	4	d	B				32 4k|16 8k				http_gunzip_module
gzip	1j	2k	74	d	f				off
gzip_buffers	1j	s	4	d	B				32 4k|16 8k
gzip_comp_level	1j	s	2	d	n	1 9			1
gzip_disable	0	s	sg		c	http_gzip_disable
gzip_hash	1j	s	2	d	s
gzip_http_version	0	s	2	d	e	1.0 1.1			1.1
gzip_min_length	1j	s	2	d	s				20
gzip_no_buffer	1j	s	74	d	f
gzip_proxied	0	s	sg		b	off expired no-cache no-store private no_last_modified no_etag auth any			off
gzip_static	1k	s	2	d	e	off on always			off				http_gzip_static_module
gzip_types	1j	s	sg	l	M				text/html
gzip_vary	0	s	74	d	f				off
gzip_window	1j	s	2	d	s
hash	1l	74	6	n	c	http_upstream_hash				1
hash	1m	1kw	6	n	c	stream_upstream_hash				1
header	1n	0	4	v
header_filter_by_lua	4	2k	2	v
header_filter_by_lua_block	4	2k	2	v
header_filter_by_lua_file	4	2k	2	v
health_check	1o	g	e8	p
health_check	1p	sg	e8	p
health_check_timeout	1p	16o	2	p					5s
hls	1q	g	1	p
hls_buffers	1q	s	4	p					8 2m
hls_forward_args	1q	s	74	p					off
hls_fragment	1q	s	2	p					5s
hls_mp4_buffer_size	1q	s	2	p					512k
hls_mp4_max_buffer_size	1q	s	2	p					10m
http	1r	1	1	bdn	c	http_block
http2	1s	c	74	d	f		1.25.1		off				http_v2_module
http2_body_preread_size	1s	c	2	d	s		1.11.0		64k				http_v2_module
http2_chunk_size	1s	s	2	d	s				8k				http_v2_module
http2_idle_timeout	1s	c	2		c	http_v2_obsolete			3m			keepalive_timeout	http_v2_module
http2_max_concurrent_pushes	1s	c	2		c	http_v2_obsolete	1.13.9		10				http_v2_module
http2_max_concurrent_streams	1s	c	2	d	n				128				http_v2_module
http2_max_field_size	1s	c	2		c	http_v2_obsolete			4k			large_client_header_buffers	http_v2_module
http2_max_header_size	1s	c	2		c	http_v2_obsolete			16k			large_client_header_buffers	http_v2_module
http2_max_requests	1s	c	2		c	http_v2_obsolete	1.11.6		1000			keepalive_requests	http_v2_module
http2_pool_size	1s	c	2	d	s								http_v2_module
http2_push	1s	s	2		c	http_v2_obsolete	1.13.9		off				http_v2_module
http2_push_preload	1s	s	74		c	http_v2_obsolete	1.13.9		off				http_v2_module
http2_recv_buffer_size	1s	4	2	d	s				256k				http_v2_module
http2_recv_timeout	1s	c	2		c	http_v2_obsolete			30s			client_header_timeout	http_v2_module
http2_streams_index_size	1s	c	2	d	n								http_v2_module
http3	1t	c	74	d	f		1.25.0		on				http_v3_module
http3_hq	1t	c	74	d	f		1.25.0		off				http_v3_module
http3_max_concurrent_streams	1t	c	2	d	n		1.25.0		128				http_v3_module
http3_stream_buffer_size	1t	c	2	d	s		1.25.0		64k				http_v3_module
if	m	o	sg	bn	c	http_rewrite_if				5
if_modified_since	0	s	2	d	e	off exact before			exact
ignore_invalid_headers	0	c	74	d	f				on
image_filter	1u	g	e		c	http_image_filter			off	6			http_image_filter_module
image_filter_buffer	1u	s	2	d	s				1M				http_image_filter_module
image_filter_interlace	1u	s	74	d	f				off				http_image_filter_module
image_filter_jpeg_quality	1u	s	2		c	http_image_filter_jpeg_quality			75	1			http_image_filter_module
image_filter_sharpen	1u	s	2		c	http_image_filter_sharpen			0				http_image_filter_module
image_filter_transparency	1u	s	74	d	f				on				http_image_filter_module
image_filter_webp_quality	1u	s	2		c	http_image_filter_webp_quality	1.11.6		80	1			http_image_filter_module
imap	1v	1	1	b	c			1.10.0
imap_auth	1w	9hc	sg		b	plain login cram-md5 external			plain
imap_capabilities	1w	9hc	sg		c	mail_capabilities			IMAP4 IMAP4rev1 UIDPLUS
imap_client_buffer	1w	9hc	2	d	s				4k|8k
include	1x	2t4v	2	n	i
index	1y	s	sg	l	c	http_index_set_index			index.html	3
init_by_lua	4	4	2	v
init_by_lua_block	4	4	2	v
init_by_lua_file	4	4	2	v
init_worker_by_lua	4	4	2	v
init_worker_by_lua_block	4	4	2	v
init_worker_by_lua_file	4	4	2	v
internal	0	g	1	dn	c	http_core_internal
internal_redirect	1z	o	2	p
iocp_threads	3	2	2	dw	n
ip_hash	20	74	1	n	c	http_upstream_ip_hash
issuer	h	pa8	2	p
js_access	21	5s	2	v
js_access	22	16o	2	v
js_body_filter	21	5s	6	v
js_content	21	5s	2	v
js_context_reuse	21	s	2	v					128
js_context_reuse	22	16o	2	v					128
js_context_reuse_max_size	21	s	2	v
js_context_reuse_max_size	21	16o	2	v
js_engine	21	s	2	v					njs
js_engine	22	16o	sg	v					njs
js_fetch_buffer_size	21	s	2	v					16k
js_fetch_buffer_size	22	16o	2	v					16k
js_fetch_ciphers	21	s	2	v					HIGH:!aNULL:!MD5
js_fetch_ciphers	22	16o	2	v					HIGH:!aNULL:!MD5
js_fetch_keepalive	21	s	2	v					0
js_fetch_keepalive	22	16o	2	v					0
js_fetch_keepalive_requests	21	s	2	v					1000
js_fetch_keepalive_requests	22	16o	2	v					1000
js_fetch_keepalive_time	21	s	2	v					1h
js_fetch_keepalive_time	22	16o	2	v					1h
js_fetch_keepalive_timeout	21	s	2	v					60s
js_fetch_keepalive_timeout	22	16o	2	v					60s
js_fetch_max_response_buffer_size	21	s	2	v					1m
js_fetch_max_response_buffer_size	22	16o	2	v					1m
js_fetch_protocols	21	s	sg	v					TLSv1 TLSv1.1 TLSv1.2
js_fetch_protocols	22	16o	sg	v					TLSv1 TLSv1.1 TLSv1.2
js_fetch_proxy	21	s	2	v
js_fetch_proxy	22	16o	2	v
js_fetch_timeout	21	s	2	v					60s
js_fetch_timeout	22	16o	2	v					60s
js_fetch_trusted_certificate	21	s	2	v
js_fetch_trusted_certificate	22	16o	2	v
js_fetch_verify	21	s	74	v					on
js_fetch_verify	22	16o	74	v					on
js_fetch_verify_depth	21	s	2	v					100
js_fetch_verify_depth	22	16o	2	v					100
js_filter	22	16o	2	v
js_header_filter	21	5s	2	v
js_import	21	s	a	v
js_import	22	16o	a	v
js_include	21	0	0	v
js_include	22	0	0	v
js_load_http_native_module	21	1	a	v
js_load_stream_native_module	22	1	a	v
js_path	21	s	2	v
js_path	22	16o	2	v
js_periodic	21	g	e8	v
js_periodic	22	sg	e8	v
js_preload_object	21	s	a	v
js_preload_object	22	16o	a	v
js_preread	22	16o	2	v
js_set	21	s	c	lv
js_set	22	16o	c	lv
js_shared_dict_zone	21	4	sg	v
js_shared_dict_zone	22	e8	sg	v
js_var	21	s	6	v
js_var	22	16o	6	v
keepalive	23	74	6	dn	c	http_upstream_keepalive			32 local		1.29.7:74,2
keepalive_disable	0	s	6		b	none msie6 safari			msie6
keepalive_min_timeout	0	s	2	d	m		1.27.4		0
keepalive_requests	0	s	2	d	n				1.19.10<100¦1000
keepalive_requests	23	74	2	d	n		1.15.3		1.19.10<100¦1000
keepalive_time	0	s	2	d	m		1.19.10		1h
keepalive_time	23	74	2	d	m		1.19.10		1h
keepalive_timeout	0	s	6	d	c	http_core_keepalive			75s
keepalive_timeout	23	74	2	d	m		1.15.3		60s
keyval	24	4	o	p
keyval	25	e8	o	p
keyval_zone	24	4	sg	p
keyval_zone	25	e8	sg	p
kqueue_changes	26	2	2	dw	n
kqueue_events	26	2	2	dw	n
large_client_header_buffers	0	c	4	d	B				4 8k
least_conn	27	74	1	n	c	http_upstream_least_conn
least_conn	28	1kw	1	n	c	stream_upstream_least_conn
least_time	29	74	6	dn	c	http_upstream_least_time	1.31.0
least_time	2a	1kw	6	dn	c	stream_upstream_least_time	1.31.0
license_token	z	cn4	2	p					license.jwt
limit_conn	2b	s	4	l	c	http_limit_conn
limit_conn	2c	s	4	l	c			1.10.0
limit_conn	2d	16o	4	l	c	stream_limit_conn
limit_conn_dry_run	2b	s	74	d	f		1.17.6		off
limit_conn_dry_run	2d	16o	74	d	f		1.17.6		off
limit_conn_log_level	2b	s	2	d	e	info notice warn error			error
limit_conn_log_level	2c	s	2		e	info notice warn error		1.10.0
limit_conn_log_level	2d	16o	2	d	e	info notice warn error			error
limit_conn_status	2b	s	2	d	n	400 599			503
limit_conn_zone	2b	4	4	n	c	http_limit_conn_zone				1
limit_conn_zone	2d	e8	4	n	c	stream_limit_conn_zone				1
limit_except	0	g	sg	bdn	c	http_core_limit_except
limit_rate	0	2k	2	d	z				0	1
limit_rate_after	0	2k	2	d	z				0	1
limit_req	2e	s	e	l	c	http_limit_req
limit_req_dry_run	2e	s	74	d	f		1.17.1		off
limit_req_log_level	2e	s	2	d	e	info notice warn error			error
limit_req_status	2e	s	2	d	n	400 599			503
limit_req_zone	2e	4	8	n	c	http_limit_req_zone				1
limit_zone	2b	4	8		c			1.10.0
limit_zone	2c	4	8		c			1.10.0
lingering_close	0	s	2	d	e	off on always			on
lingering_time	0	s	2	d	m				30s
lingering_timeout	0	s	2	d	m				5s
listen	0	8	sg	n	c	http_core_listen			*:80 | *:8000
listen	12	6bk	sg	n	c	mail_core_listen
listen	13	sg	sg	n	c	stream_core_listen
load_module	t	1	2	n	c	load_module
location	0	o	6	bn	c	http_core_location
lock_file	t	1	2	d	S				logs/nginx.lock
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
mail	1v	1	1	bdn	c	mail_block
map	2f	4	4	bn	c	http_map_block				1
map	2g	e8	4	bn	c	stream_map_block	1.11.2			1
map_hash_bucket_size	2f	4	2	d	n				32|64|128
map_hash_bucket_size	2g	e8	2	d	n		1.11.2		32|64|128
map_hash_max_size	2f	4	2	d	n				2048
map_hash_max_size	2g	e8	2	d	n		1.11.2		2048
master_process	t	1	74	d	f				on
match	1o	4	6	bp
match	1p	e8	2	bp
max_errors	12	9hc	2	d	n		1.21.0		5
max_headers	0	c	2	d	n		1.29.8		1000
max_ranges	0	s	2	d	n
memc_buffer_size	2h	s	2	v
memc_cmds_allowed	2h	2k	sg	v
memc_connect_timeout	2h	s	2	v
memc_flags_to_last_modified	2h	28	74	v	f
memc_ignore_client_abort	2h	28	74	v	f
memc_next_upstream	2h	s	sg	v
memc_pass	2h	28	2	v						1
memc_read_timeout	2h	s	2	v
memc_send_timeout	2h	s	2	v
memc_upstream_fail_timeout	2h	s	2	v
memc_upstream_max_fails	2h	s	2	v
memcached_allow_upstream	2i	s	sg	p
memcached_bind	2i	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
memcached_bind_dynamic	2i	s	74	p					off
memcached_buffer_size	2i	s	2	d	s				4k|8k
memcached_connect_timeout	2i	s	2	d	m				60s
memcached_gzip_flag	2i	s	2	d	n
memcached_next_upstream	2i	s	sg		b	error timeout invalid_response not_found off			error timeout
memcached_next_upstream_timeout	2i	s	2	d	m				0
memcached_next_upstream_tries	2i	s	2	d	n				0
memcached_pass	2i	28	2	dn	c	http_memcached_pass
memcached_read_timeout	2i	s	2	d	m				60s
memcached_send_timeout	2i	s	2	d	m				60s
memcached_socket_keepalive	2i	s	74	d	f		1.15.6		off
memcached_upstream_fail_timeout	2i	s	2		c			1.10.0
memcached_upstream_max_fails	2i	s	2		c			1.10.0
merge_slashes	0	c	74	d	f				on
mgmt	z	1	1	bp
min_delete_depth	s	s	2	d	n				0				http_dav_module
mirror	2j	s	2	l	c	http_mirror	1.13.4		off
mirror_request_body	2j	s	74	d	f		1.13.4		on
modern_browser	b	s	6		c	http_modern_browser
modern_browser_value	b	s	2		c	http_modern_browser_value			1
modsecurity	2k	s	74	v	f
modsecurity_rules	2k	s	2	v
modsecurity_rules_file	2k	s	2	v
modsecurity_rules_remote	2k	s	4	v
modsecurity_transaction_id	2k	s	sg	v						1
more_clear_headers	2l	2k	sg	lv	c	http_headers_more
more_clear_input_headers	2l	2k	sg	v	c	http_headers_more
more_set_headers	2l	2k	sg	lv	c	http_headers_more
more_set_input_headers	2l	2k	sg	v	c	http_headers_more
mp4	2m	g	1	n	c	http_mp4							http_mp4_module
mp4_buffer_size	2m	s	2	d	s				512K				http_mp4_module
mp4_limit_rate	2m	s	2	p					off
mp4_limit_rate_after	2m	s	2	p					60s
mp4_max_buffer_size	2m	s	2	d	s				10M				http_mp4_module
mp4_start_key_frame	2m	s	74	d	f		1.21.4		off				http_mp4_module
mqtt	2n	16o	74	p					off
mqtt_buffers	2n	16o	4	p					100 1k
mqtt_preread	2o	16o	74	p					off
mqtt_rewrite_buffer_size	2n	sg	74	p					4k|8k
mqtt_set_connect	2n	sg	4	p
msie_padding	0	s	74	d	f				on
msie_refresh	0	s	74	d	f				off
multi_accept	1	2	74	d	f				off
mysql_test	2p	g	2		c			1.10.0
ntlm	2q	74	1	p
num_map	2r	4	4	bp
num_map	2s	e8	4	bp
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
otel_exporter	1n	4	1	bv
otel_resource_attr	1n	4	4	v
otel_service_name	1n	4	2	v					unknown_service:nginx
otel_span_attr	1n	s	4	v
otel_span_name	1n	s	2	v
otel_trace	1n	s	2	v					off
otel_trace_context	1n	s	2	v					ignore
output_buffers	2t	s	4	d	B				2 32k
override_charset	q	2k	74	d	f				off
pass	2u	sg	2	dn	c	stream_pass	1.25.5			1
pcre_jit	2v	1	74	d	f				off
perl	2w	40	2	n	c	http_perl							http_perl_module
perl_modules	2w	4	2	l	L								http_perl_module
perl_require	2w	4	2	l	L								http_perl_module
perl_set	2w	4	4	n	c	http_perl_set							http_perl_module
pid	t	1	2	d	S				logs/nginx.pid
pkce	h	pa8	74	p
pop3_auth	2x	9hc	sg		b	plain apop cram-md5 external			plain
pop3_capabilities	2x	9hc	sg		c	mail_capabilities			TOP USER UIDL
port_in_redirect	0	s	74	d	f				on
post_acceptex	3	2	2	dw	n
post_action	0	2k	2	d	S
post_logout_uri	h	pa8	2	p
postpone_gzipping	1j	s	2	d	s
postpone_output	0	s	2	d	s				1460
precontent_by_lua_block	4	2k	1	bv
precontent_by_lua_file	4	2k	2	v
precontent_by_lua_no_postpone	4	4	74	v
preferred_chain	2	0	0	v
preread_buffer_size	13	16o	2	d	s		1.11.5		16k
preread_timeout	13	16o	2	d	m		1.11.5		30s
profile	2	0	0	v
protocol	12	6bk	2		c	mail_core_protocol
proxy	2y	9hc	74	d	f
proxy	z	9hc	74	p
proxy	z	cn4	2	p
proxy_allow_upstream	2z	s	sg	p
proxy_bind	2z	s	6	d	c	http_upstream_bind_set_slot				1	1.11.0:s,2
proxy_bind	30	16o	6	d	c	stream_proxy_bind				1	1.11.0:16o,2
proxy_bind_dynamic	2z	s	74	p					off
proxy_bind_dynamic	30	16o	74	p					off
proxy_buffer	2y	9hc	2	d	s				4k|8k
proxy_buffer_size	2z	s	2	d	s				4k|8k
proxy_buffer_size	30	16o	2	d	s				16k
proxy_buffering	2z	s	74	d	f				on
proxy_buffers	2z	s	4	d	B				8 4k|8k
proxy_busy_buffers_size	2z	s	2	d	s				8k|16k
proxy_cache	2z	s	2	d	c	http_proxy_cache			off	1
proxy_cache_background_update	2z	s	74	d	f		1.11.10		off
proxy_cache_bypass	2z	s	sg	l	p					1
proxy_cache_convert_head	2z	s	74	d	f				on
proxy_cache_key	2z	s	2	d	c	http_proxy_cache_key			$scheme$proxy_host$request_uri	1
proxy_cache_lock	2z	s	74	d	f				off
proxy_cache_lock_age	2z	s	2	d	m				5s
proxy_cache_lock_timeout	2z	s	2	d	m				5s
proxy_cache_max_range_offset	2z	s	2	d	o		1.11.6
proxy_cache_methods	2z	s	sg		b	GET HEAD POST			GET HEAD
proxy_cache_min_uses	19	s	2		n			1.10.0
proxy_cache_min_uses	2z	s	2	d	n				1
proxy_cache_path	2z	4	1kw	n	c	http_file_cache_set_slot
proxy_cache_purge	2z	s	sg	p
proxy_cache_purge	p	s	sg	v
proxy_cache_revalidate	2z	s	74	d	f				off
proxy_cache_use_stale	2z	s	sg		b	error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off			off
proxy_cache_valid	2z	s	sg	l	c	http_file_cache_valid_set_slot
proxy_connect_timeout	2z	s	2	d	m				60s
proxy_connect_timeout	30	16o	2	d	m				60s
proxy_cookie_domain	2z	s	6	l	c	http_proxy_cookie_domain			off	2
proxy_cookie_flags	2z	s	u	l	c	http_proxy_cookie_flags	1.19.3		off	f
proxy_cookie_path	2z	s	6	l	c	http_proxy_cookie_path			off	2
proxy_download_rate	30	16o	2	d	z				0	1
proxy_downstream_buffer	30	16o	2	d	s							proxy_buffer_size
proxy_force_ranges	2z	s	74	d	f				off
proxy_half_close	30	16o	74	d	f		1.21.4		off
proxy_header_buffer_size	2z	s	2		s			1.10.0
proxy_headers_hash_bucket_size	2z	s	2	d	n				64
proxy_headers_hash_max_size	2z	s	2	d	n				512
proxy_hide_header	2z	s	2	l	L
proxy_http_version	2z	s	2	d	e	1.0 1.1 2@1.29.4			1.29.7<1.0¦1.1
proxy_ignore_client_abort	2z	s	74	d	f				off
proxy_ignore_headers	2z	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
proxy_intercept_errors	2z	s	74	d	f				off
proxy_limit_rate	2z	s	2	d	z				0	1
proxy_max_temp_file_size	2z	s	2	d	s				1024m
proxy_method	2z	s	2	d	x					1
proxy_next_upstream	2z	s	sg		b	error timeout invalid_header non_idempotent http_500 http_502 http_503 http_504 http_403 http_404 http_429 updating off			error timeout
proxy_next_upstream	30	16o	74	d	f				on
proxy_next_upstream_timeout	2z	s	2	d	m				0
proxy_next_upstream_timeout	30	16o	2	d	m				0
proxy_next_upstream_tries	2z	s	2	d	n				0
proxy_next_upstream_tries	30	16o	2	d	n				0
proxy_no_cache	2z	s	sg	l	p					1
proxy_pass	2z	5s	2	dn	c	http_proxy_pass				1
proxy_pass	30	sg	2	dn	c	stream_proxy_pass				1
proxy_pass_error_message	2y	9hc	74	d	f				off
proxy_pass_header	2z	s	2	l	L
proxy_pass_request_body	2z	s	74	d	f				on
proxy_pass_request_headers	2z	s	74	d	f				on
proxy_pass_trailers	2z	s	74	d	f		1.27.2		off
proxy_password	z	cn4	2	p
proxy_protocol	2y	9hc	2	d	e	off on v2	1.19.8		off		1.31.4:9hc,74
proxy_protocol	30	16o	2	d	e	off on v2			off		1.31.4:16o,74
proxy_protocol_timeout	13	16o	2	d	m		1.11.4		30s
proxy_read_timeout	2z	s	2	d	m				60s
proxy_redirect	2z	s	6	l	c	http_proxy_redirect			default	2
proxy_redirect_errors	2z	s	74		f			1.10.0
proxy_request_buffering	2z	s	74	d	f				on
proxy_request_dynamic	2z	s	74	p					off
proxy_requests	30	16o	2	d	n		1.15.7		0
proxy_responses	30	16o	2	d	n
proxy_send_lowat	2z	s	2	d	s				0
proxy_send_timeout	2z	s	2	d	m				60s
proxy_session_drop	30	16o	74	p					off
proxy_set_body	2z	s	2	d	S					1
proxy_set_header	2z	s	4	l	k				Connection close	2
proxy_smtp_auth	2y	9hc	74	d	f		1.19.4		off
proxy_socket_keepalive	2z	s	74	d	f		1.15.6		off
proxy_socket_keepalive	30	16o	74	d	f		1.15.6		off
proxy_socket_rcvbuf	2z	s	2	d	s		1.31.3
proxy_socket_rcvbuf	30	16o	2	d	s		1.31.3
proxy_socket_sndbuf	2z	s	2	d	s		1.31.3
proxy_socket_sndbuf	30	16o	2	d	s		1.31.3
proxy_ssl	30	16o	74	d	f				off
proxy_ssl_alpn	30	16o	sg	d	c	stream_proxy_ssl_alpn_set_slot	1.31.0			3
proxy_ssl_certificate	2z	s	2	d	x					1
proxy_ssl_certificate	30	16o	2	d	x					1
proxy_ssl_certificate_by_lua_block	4	28	1	bv
proxy_ssl_certificate_by_lua_file	4	28	2	v
proxy_ssl_certificate_cache	2z	s	e	d	c	http_proxy_ssl_certificate_cache	1.27.4		off
proxy_ssl_certificate_cache	30	16o	e	d	c	stream_proxy_ssl_certificate_cache	1.27.4		off
proxy_ssl_certificate_key	2z	s	2	d	x					1
proxy_ssl_certificate_key	30	16o	2	d	x					1
proxy_ssl_ciphers	2z	s	2	d	S				DEFAULT
proxy_ssl_ciphers	30	16o	2	d	S				DEFAULT
proxy_ssl_conf_command	2z	s	4	l	k		1.19.4
proxy_ssl_conf_command	30	16o	4	l	k		1.19.4
proxy_ssl_crl	2z	s	2	d	S
proxy_ssl_crl	30	16o	2	d	S
proxy_ssl_key_log	2z	s	2	p
proxy_ssl_key_log	30	16o	2	p
proxy_ssl_name	2z	s	2	d	x				$proxy_host	1
proxy_ssl_name	30	16o	2	d	x				host from proxy_pass	1
proxy_ssl_password_file	2z	s	2	d	c	http_proxy_ssl_password_file
proxy_ssl_password_file	30	16o	2	d	c	stream_proxy_ssl_password_file
proxy_ssl_protocols	2z	s	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
proxy_ssl_protocols	30	16o	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
proxy_ssl_server_name	2z	s	74	d	f				off
proxy_ssl_server_name	30	16o	74	d	f				off
proxy_ssl_session_reuse	2z	s	74	d	f				on
proxy_ssl_session_reuse	30	16o	74	d	f				on
proxy_ssl_trusted_certificate	2z	s	2	d	S
proxy_ssl_trusted_certificate	30	16o	2	d	S
proxy_ssl_verify	2z	s	74	d	f				off
proxy_ssl_verify	30	16o	74	d	f				off
proxy_ssl_verify_by_lua_block	4	28	1	bv
proxy_ssl_verify_by_lua_file	4	28	2	v
proxy_ssl_verify_depth	2z	s	2	d	n				1
proxy_ssl_verify_depth	30	16o	2	d	n				1
proxy_store	2z	s	2	d	c	http_proxy_store			off	1
proxy_store_access	2z	s	e	d	A				user:rw
proxy_temp_file_write_size	2z	s	2	d	s				8k|16k
proxy_temp_path	2z	s	u	d	P				proxy_temp
proxy_timeout	2y	9hc	2	d	m				24h
proxy_timeout	30	16o	2	d	m				10m
proxy_upload_rate	30	16o	2	d	z				0	1
proxy_upstream_buffer	30	16o	2	d	s							proxy_buffer_size
proxy_upstream_fail_timeout	2z	s	2		c			1.10.0
proxy_upstream_max_fails	2z	s	2		c			1.10.0
proxy_username	z	cn4	2	p
queue	2q	74	6	p
quic_active_connection_id_limit	1t	c	2	d	n		1.25.0		2				http_v3_module
quic_bpf	31	1	74	d	f		1.25.0		off
quic_gso	1t	c	74	d	f		1.25.0		off				http_v3_module
quic_host_key	1t	c	2	d	c	http_quic_host_key	1.25.0						http_v3_module
quic_retry	1t	c	74	d	f		1.25.0		off				http_v3_module
random	32	74	7	n	c	http_upstream_random	1.15.1
random	33	1kw	7	n	c	stream_upstream_random	1.15.1
random_index	34	g	74	d	f				off				http_random_index_module
read_ahead	0	s	2	d	s				0
read_timeout	r	cn4	2	p
real_ip_header	35	s	2	d	c	http_realip			X-Real-IP				http_realip_module
real_ip_recursive	35	s	74	d	f				off				http_realip_module
recursive_error_pages	0	s	74	d	f				off
redirect_uri	h	pa8	2	p					/oidc_callback
referer_hash_bucket_size	36	o	2	d	n				64
referer_hash_max_size	36	o	2	d	n				2048
report_uploads	37	s	2	v
request_pool_size	0	c	2	d	s				4k
reset_timedout_connection	0	s	74	d	f				off
resolver	0	s	sg	dl	c	http_core_resolver
resolver	2q	74	sg	dl	c	http_upstream_resolver	1.27.3
resolver	12	9hc	sg	dl	c	mail_core_resolver			off
resolver	z	s	sg	lp
resolver	z	74	sg	lp
resolver	z	9hc	sg	lp
resolver	z	cn4	sg	lp
resolver	13	16o	sg	dl	c	stream_core_resolver	1.11.3
resolver	38	1kw	sg	dl	c	stream_upstream_resolver	1.27.3
resolver_timeout	0	s	2	d	m				30s
resolver_timeout	2q	74	2	d	m		1.27.3		30s
resolver_timeout	12	9hc	2	d	m				30s
resolver_timeout	13	16o	2	d	m		1.11.3		30s
resolver_timeout	38	1kw	2	d	m		1.27.3		30s
return	m	3c	6	n	c	http_rewrite_return				2
return	39	sg	2	dn	c	stream_return	1.11.2			1
rewrite	m	3c	c	n	c	http_rewrite				2
rewrite_by_lua	4	2k	2	v
rewrite_by_lua_block	4	2k	2	v
rewrite_by_lua_file	4	2k	2	v
rewrite_by_lua_no_postpone	4	4	74	v
rewrite_log	m	3g	74	d	f				off
root	0	2k	2	d	c	http_core_root			html	1
rtsig_overflow_events	3a	2	2		n			1.10.0
rtsig_overflow_test	3a	2	2		n			1.10.0
rtsig_overflow_threshold	3a	2	2		n			1.10.0
rtsig_signo	3a	2	2		n			1.10.0
satisfy	0	s	2	d	e	all any			all
satisfy_any	0	s	74		f			1.10.0
scgi_allow_upstream	3b	s	sg	p
scgi_bind	3b	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
scgi_bind_dynamic	3b	s	74	p					off
scgi_buffer_size	3b	s	2	d	s				4k|8k
scgi_buffering	3b	s	74	d	f				on
scgi_buffers	3b	s	4	d	B				8 4k|8k
scgi_busy_buffers_size	3b	s	2	d	s				8k|16k
scgi_cache	3b	s	2	d	c	http_scgi_cache			off	1
scgi_cache_background_update	3b	s	74	d	f		1.11.10		off
scgi_cache_bypass	3b	s	sg	l	p
scgi_cache_key	3b	s	2	d	c	http_scgi_cache_key				1
scgi_cache_lock	3b	s	74	d	f				off
scgi_cache_lock_age	3b	s	2	d	m				5s
scgi_cache_lock_timeout	3b	s	2	d	m				5s
scgi_cache_max_range_offset	3b	s	2	d	o		1.11.6
scgi_cache_methods	3b	s	sg		b	GET HEAD POST			GET HEAD
scgi_cache_min_uses	3b	s	2	d	n				1
scgi_cache_path	3b	4	1kw	n	c	http_file_cache_set_slot
scgi_cache_purge	3b	s	sg	p
scgi_cache_purge	p	s	sg	v
scgi_cache_revalidate	3b	s	74	d	f				off
scgi_cache_use_stale	3b	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			off
scgi_cache_valid	3b	s	sg	l	c	http_file_cache_valid_set_slot
scgi_connect_timeout	3b	s	2	d	m				60s
scgi_force_ranges	3b	s	74	d	f				off
scgi_hide_header	3b	s	2	l	L
scgi_ignore_client_abort	3b	s	74	d	f				off
scgi_ignore_headers	3b	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
scgi_intercept_errors	3b	s	74	d	f				off
scgi_limit_rate	3b	s	2	d	z				0
scgi_max_temp_file_size	3b	s	2	d	s				1024m
scgi_next_upstream	3b	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			error timeout
scgi_next_upstream_timeout	3b	s	2	d	m				0
scgi_next_upstream_tries	3b	s	2	d	n				0
scgi_no_cache	3b	s	sg	l	p
scgi_param	3b	s	c	l	c	http_upstream_param_set_slot			HTTP_HOST $host$is_request_port$request_port	2
scgi_pass	3b	28	2	dn	c	http_scgi_pass				1
scgi_pass_header	3b	s	2	l	L
scgi_pass_request_body	3b	s	74	d	f				on
scgi_pass_request_headers	3b	s	74	d	f				on
scgi_read_timeout	3b	s	2	d	m				60s
scgi_request_buffering	3b	s	74	d	f				on
scgi_request_dynamic	3b	s	74	p					off
scgi_send_timeout	3b	s	2	d	m				60s
scgi_socket_keepalive	3b	s	74	d	f		1.15.6		off
scgi_socket_rcvbuf	3b	s	2	d	s		1.31.3
scgi_socket_sndbuf	3b	s	2	d	s		1.31.3
scgi_store	3b	s	2	d	c	http_scgi_store			off
scgi_store_access	3b	s	e	d	A				user:rw
scgi_temp_file_write_size	3b	s	2	d	s				8k|16k
scgi_temp_path	3b	s	u	d	P				scgi_temp
scope	h	pa8	2	p					openid
secure_link	3c	s	2	d	x					1			http_secure_link_module
secure_link_expires	3c	s	74		f			1.10.0					http_secure_link_module
secure_link_md5	3c	s	2	d	x					1			http_secure_link_module
secure_link_secret	3c	s	2	d	S								http_secure_link_module
send_lowat	0	s	2	d	s				0
send_timeout	0	s	2	d	m				60s
sendfile	0	2k	74	d	f				off
sendfile_max_chunk	0	s	2	d	s				1.21.4<0¦2m
server	0	4	1	bn	c	http_core_server
server	2q	74	sg	n	c	http_upstream_server
server	12	35s	1	bn	c	mail_core_server
server	13	e8	1	bn	c	stream_core_server
server	38	1kw	sg	n	c	stream_upstream_server
server_name	0	8	sg	n	c	http_core_server_name			""
server_name	12	9hc	2	dn	S				hostname
server_name	13	sg	sg	n	c	stream_core_server_name	1.25.5		""
server_name_in_redirect	0	s	74	d	f				off
server_names_hash_bucket_size	0	4	2	d	n				32|64|128
server_names_hash_bucket_size	13	e8	2	d	n		1.25.5		32|64|128
server_names_hash_max_size	0	4	2	d	n				512
server_names_hash_max_size	13	e8	2	d	n		1.25.5		512
server_rewrite_by_lua_block	4	c	2	v
server_rewrite_by_lua_file	4	c	2	v
server_tokens	0	s	2	d	e	off on build			on		1.11.10:s,74
session_log	3d	s	2	p					off
session_log_format	3d	4	1kw	p					combined "..."
session_log_zone	3d	4	1kw	p
session_store	h	pa8	2	p
session_timeout	h	pa8	2	p					8h
set	m	3c	4	n	c	http_rewrite_set				2
set	3e	sg	4	n	c	stream_set	1.19.3			2
set_base32_alphabet	3f	3g	2	v
set_base32_padding	3f	3g	74	v	f
set_by_lua	4	3c	1kw	v
set_by_lua_block	4	3c	4	v
set_by_lua_file	4	3c	1kw	v
set_decode_base32	3f	3g	6	v
set_decode_base64	3f	3g	6	v
set_decode_base64url	3f	3g	6	v
set_decode_hex	3f	3g	6	v
set_encode_base32	3f	3g	6	v
set_encode_base64	3f	3g	6	v
set_encode_base64url	3f	3g	6	v
set_encode_hex	3f	3g	6	v
set_escape_uri	3f	3g	6	v
set_formatted_gmt_time	3f	3g	4	v
set_formatted_local_time	3f	3g	4	v
set_hashed_upstream	3f	3g	8	v
set_hmac_sha1	3f	3g	8	v
set_hmac_sha256	3f	3g	8	v
set_if_empty	3f	3g	4	v
set_local_today	3f	3g	2	v
set_md5	3f	3g	6	v
set_misc_base32_padding	3f	3g	74	v	f
set_quote_json_str	3f	3g	6	v
set_quote_pgsql_str	3f	3g	6	v
set_quote_sql_str	3f	3g	6	v
set_random	3f	3g	8	v
set_real_ip_from	35	s	2	l	c	http_realip_from							http_realip_module
set_real_ip_from	3g	9hc	2	l	c	mail_realip_from	1.19.8
set_real_ip_from	3h	16o	2	l	c	stream_realip_from	1.11.4						stream_realip_module
set_rotate	3f	3g	8	v
set_secure_random_alphanum	3f	3g	6	v
set_secure_random_lcalpha	3f	3g	6	v
set_sha1	3f	3g	6	v
set_unescape_uri	3f	3g	6	v
slice	3i	s	2	d	s				0				http_slice_module
smtp_auth	3j	9hc	sg		b	plain login cram-md5 external none			plain login
smtp_capabilities	3j	9hc	sg		c	mail_capabilities
smtp_client_buffer	3j	9hc	2	d	s				4k|8k
smtp_greeting_delay	3j	9hc	2	d	m				0
so_keepalive	12	9hc	74		f			1.10.0
source_charset	q	2k	2	d	c	http_set_charset_slot
spdy_chunk_size	3k	s	2		s			1.10.0
spdy_chunk_size	1s	s	2		c			1.19.7					http_v2_module
spdy_headers_comp	3k	c	2		n			1.10.0
spdy_headers_comp	1s	c	2		c			1.19.7					http_v2_module
spdy_keepalive_timeout	3k	c	2		m			1.10.0
spdy_keepalive_timeout	1s	c	2		c			1.19.7					http_v2_module
spdy_max_concurrent_streams	3k	c	2		n			1.10.0
spdy_max_concurrent_streams	1s	c	2		c			1.19.7					http_v2_module
spdy_pool_size	3k	c	2		s			1.10.0
spdy_pool_size	1s	c	2		c			1.19.7					http_v2_module
spdy_recv_buffer_size	3k	4	2		s			1.10.0
spdy_recv_buffer_size	1s	4	2		c			1.19.7					http_v2_module
spdy_recv_timeout	3k	c	2		m			1.10.0
spdy_recv_timeout	1s	c	2		c			1.19.7					http_v2_module
spdy_streams_index_size	3k	c	2		n			1.10.0
spdy_streams_index_size	1s	c	2		c			1.19.7					http_v2_module
split_clients	3l	4	4	bn	c	conf_split_clients_block				1
split_clients	3m	e8	4	bn	c	conf_split_clients_block	1.11.3			1
srcache_buffer	3n	2k	2	v
srcache_default_expire	3n	2k	2	v
srcache_fetch	3n	2k	c	v						6
srcache_fetch_skip	3n	2k	2	v						1
srcache_header_buffer_size	3n	2k	2	v
srcache_ignore_content_encoding	3n	s	74	v	f
srcache_max_expire	3n	2k	2	v
srcache_methods	3n	s	sg	v
srcache_request_cache_control	3n	s	74	v	f
srcache_response_cache_control	3n	s	74	v	f
srcache_store	3n	2k	c	v						6
srcache_store_hide_header	3n	s	2	v
srcache_store_max_size	3n	2k	2	v
srcache_store_no_cache	3n	s	74	v	f
srcache_store_no_store	3n	s	74	v	f
srcache_store_pass_header	3n	s	2	v
srcache_store_private	3n	s	74	v	f
srcache_store_ranges	3n	s	74	v	f
srcache_store_skip	3n	2k	2	v						1
srcache_store_statuses	3n	2k	sg	v
ssi	3o	2k	74	d	f				off
ssi_ignore_recycled_buffers	3o	s	74	d	f
ssi_last_modified	3o	s	74	d	f				off
ssi_min_file_chunk	3o	s	2	d	s				1k
ssi_silent_errors	3o	s	74	d	f				off
ssi_types	3o	s	sg	l	M				text/html
ssi_value_length	3o	s	2	d	s				256
ssl	3p	c	74	d	c			1.25.1	off				http_ssl_module
ssl	3q	9hc	74	d	c			1.25.1	off
ssl	r	cn4	74	dp
ssl_alpn	3r	16o	sg	d	c	stream_ssl_alpn	1.21.4						stream_ssl_module
ssl_buffer_size	3p	c	2	d	s				16k				http_ssl_module
ssl_certificate	3p	c	2	l	L					1			http_ssl_module
ssl_certificate	3q	9hc	2	l	L
ssl_certificate	3r	16o	2	l	L					1			stream_ssl_module
ssl_certificate_by_lua_block	4	c	2	v
ssl_certificate_by_lua_file	4	c	2	v
ssl_certificate_cache	3p	c	e	d	c	http_ssl_certificate_cache	1.27.4		off				http_ssl_module
ssl_certificate_cache	3r	16o	e	d	c	stream_ssl_certificate_cache	1.27.4		off				stream_ssl_module
ssl_certificate_compression	3p	c	74	d	f		1.29.1		off				http_ssl_module
ssl_certificate_compression	3q	9hc	74	d	f		1.29.1		off
ssl_certificate_compression	3r	16o	74	d	f		1.29.1		off				stream_ssl_module
ssl_certificate_key	3p	c	2	l	L					1			http_ssl_module
ssl_certificate_key	3q	9hc	2	l	L
ssl_certificate_key	3r	16o	2	l	L					1			stream_ssl_module
ssl_ciphers	3p	c	2	d	S				HIGH:!aNULL:!MD5				http_ssl_module
ssl_ciphers	3q	9hc	2	d	S				HIGH:!aNULL:!MD5
ssl_ciphers	3r	16o	2	d	S				HIGH:!aNULL:!MD5				stream_ssl_module
ssl_client_certificate	3p	c	2	d	S								http_ssl_module
ssl_client_certificate	3q	9hc	2	d	S
ssl_client_certificate	3r	16o	2	d	S		1.11.8						stream_ssl_module
ssl_client_hello_by_lua_block	4	c	2	v
ssl_client_hello_by_lua_file	4	c	2	v
ssl_conf_command	3p	c	4	l	k		1.19.4						http_ssl_module
ssl_conf_command	3q	9hc	4	l	k		1.19.4
ssl_conf_command	3r	16o	4	l	k		1.19.4						stream_ssl_module
ssl_crl	3p	c	2	d	S								http_ssl_module
ssl_crl	3q	9hc	2	d	S
ssl_crl	z	c	2	p
ssl_crl	z	9hc	2	p
ssl_crl	z	cn4	2	p
ssl_crl	z	pa8	2	p
ssl_crl	3r	16o	2	d	S		1.11.8						stream_ssl_module
ssl_dhparam	3p	c	2	d	S								http_ssl_module
ssl_dhparam	3q	9hc	2	d	S
ssl_dhparam	3r	16o	2	d	S								stream_ssl_module
ssl_early_data	3p	c	74	d	f		1.15.3		off				http_ssl_module
ssl_ecdh_curve	3p	c	2	d	S				auto				http_ssl_module
ssl_ecdh_curve	3q	9hc	2	d	S				auto
ssl_ecdh_curve	3r	16o	2	d	S				auto				stream_ssl_module
ssl_ech_file	3p	c	2	l	L		1.29.4						http_ssl_module
ssl_ech_file	3r	16o	2	l	L		1.29.4						stream_ssl_module
ssl_engine	3s	1	2	d	c	openssl_engine
ssl_handshake_timeout	3r	16o	2	d	m				60s				stream_ssl_module
ssl_key_log	3p	c	2	p
ssl_key_log	3r	16o	2	p
ssl_name	r	cn4	2	p
ssl_object_cache_inheritable	3t	1	74	d	f		1.27.4		on
ssl_ocsp	3p	c	2	d	e	off on leaf	1.19.0		off				http_ssl_module
ssl_ocsp	3r	16o	2	d	e	off on leaf	1.27.2		off				stream_ssl_module
ssl_ocsp_cache	3p	c	2	d	c	http_ssl_ocsp_cache	1.19.0		off				http_ssl_module
ssl_ocsp_cache	3r	16o	2	d	c	stream_ssl_ocsp_cache	1.27.2		off				stream_ssl_module
ssl_ocsp_responder	3p	c	2	d	S		1.19.0						http_ssl_module
ssl_ocsp_responder	3r	16o	2	d	S		1.27.2						stream_ssl_module
ssl_password_file	3p	c	2	d	c	http_ssl_password_file							http_ssl_module
ssl_password_file	3q	9hc	2	d	c	mail_ssl_password_file
ssl_password_file	3r	16o	2	d	c	stream_ssl_password_file							stream_ssl_module
ssl_prefer_server_ciphers	3p	c	74	d	f				off				http_ssl_module
ssl_prefer_server_ciphers	3q	9hc	74	d	f				off
ssl_prefer_server_ciphers	3r	16o	74	d	f				off				stream_ssl_module
ssl_preread	3u	16o	74	d	f		1.11.5		off				stream_ssl_preread_module
ssl_protocols	3p	c	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3				http_ssl_module
ssl_protocols	3q	9hc	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
ssl_protocols	3r	16o	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3				stream_ssl_module
ssl_reject_handshake	3p	c	74	d	f		1.19.4		off				http_ssl_module
ssl_reject_handshake	3r	16o	74	d	f		1.25.5		off				stream_ssl_module
ssl_server_name	r	cn4	74	p
ssl_session_cache	3p	c	6		c	http_ssl_session_cache			none				http_ssl_module
ssl_session_cache	3q	9hc	6		c	mail_ssl_session_cache			none
ssl_session_cache	3r	16o	6		c	stream_ssl_session_cache			none				stream_ssl_module
ssl_session_fetch_by_lua_block	4	4	2	v
ssl_session_fetch_by_lua_file	4	4	2	v
ssl_session_store_by_lua_block	4	4	2	v
ssl_session_store_by_lua_file	4	4	2	v
ssl_session_ticket_key	3p	c	2	l	L								http_ssl_module
ssl_session_ticket_key	3q	9hc	2	l	L
ssl_session_ticket_key	3r	16o	2	l	L								stream_ssl_module
ssl_session_tickets	3p	c	74	d	f				on				http_ssl_module
ssl_session_tickets	3q	9hc	74	d	f				on
ssl_session_tickets	3r	16o	74	d	f				on				stream_ssl_module
ssl_session_timeout	3p	c	2	d	t				5m				http_ssl_module
ssl_session_timeout	3q	9hc	2	d	t				5m
ssl_session_timeout	3r	16o	2	d	t				5m				stream_ssl_module
ssl_stapling	3p	c	74	d	f				off				http_ssl_module
ssl_stapling	3r	16o	74	d	f		1.27.2		off				stream_ssl_module
ssl_stapling_file	3p	c	2	d	S								http_ssl_module
ssl_stapling_file	3r	16o	2	d	S		1.27.2						stream_ssl_module
ssl_stapling_responder	3p	c	2	d	S								http_ssl_module
ssl_stapling_responder	3r	16o	2	d	S		1.27.2						stream_ssl_module
ssl_stapling_verify	3p	c	74	d	f				off				http_ssl_module
ssl_stapling_verify	3r	16o	74	d	f		1.27.2		off				stream_ssl_module
ssl_trusted_certificate	3p	c	2	d	S								http_ssl_module
ssl_trusted_certificate	3q	9hc	2	d	S
ssl_trusted_certificate	z	c	2	p					system CA bundle
ssl_trusted_certificate	z	9hc	2	p					system CA bundle
ssl_trusted_certificate	z	cn4	2	p					system CA bundle
ssl_trusted_certificate	z	pa8	2	p					system CA bundle
ssl_trusted_certificate	3r	16o	2	d	S		1.11.8						stream_ssl_module
ssl_verify	2	cn4	74	v					on
ssl_verify	z	cn4	74	p					on
ssl_verify_client	3p	c	2	d	e	off on optional optional_no_ca			off				http_ssl_module
ssl_verify_client	3q	9hc	2	d	e	off on optional optional_no_ca			off
ssl_verify_client	3r	16o	2	d	e	off on optional optional_no_ca	1.11.8		off				stream_ssl_module
ssl_verify_depth	3p	c	2	d	n				1				http_ssl_module
ssl_verify_depth	3q	9hc	2	d	n				1
ssl_verify_depth	3r	16o	2	d	n		1.11.8		1				stream_ssl_module
stall_threshold	3v	2	2	p					1000ms
starttls	3q	9hc	2	d	c	mail_ssl_starttls			off
state	2q	74	2	p
state	38	1kw	2	p
state_path	2	cn4	2	v					acme_<issuer>
state_path	z	cn4	2	p
status	3w	o	74		c			1.10.0					http_status_module
status	r	0	sg	p
status_format	3w	0	0	p					json
status_zone	c	8	2	p
status_zone	c	28	2	p
status_zone	3w	8	2	p
status_zone	3w	28	2	p
sticky	3x	74	1kw	dn	c	http_upstream_sticky	1.29.6			4
stream	3y	1	1	bdn	c	stream_block
stub_status	3z	o	3	n	c	http_set_stub_status							http_stub_status_module
sub_filter	40	s	4	l	c	http_sub_filter				3			http_sub_module
sub_filter_last_modified	40	s	74	d	f				off				http_sub_module
sub_filter_once	40	s	74	d	f				on				http_sub_module
sub_filter_types	40	s	sg	l	M				text/html				http_sub_module
subrequest_output_buffer_size	0	s	2	d	s		1.13.10		4k|8k
subs_buffers	41	s	4	v
subs_filter	41	s	1kw	v						2
subs_filter_bypass	41	s	sg	v						f
subs_filter_types	41	s	sg	v
subs_line_buffer_size	41	s	4	v
tcp_nodelay	0	s	74	d	f				on
tcp_nodelay	13	16o	74	d	f				on
tcp_nopush	0	s	74	d	f				off
thread_pool	42	1	c	n	c	thread_pool			default threads=32 max_queue=65536
thread_stack_size	t	1	2		s			1.10.0
timeout	12	9hc	2	d	m				60s
timer_resolution	t	1	2	d	m
track_uploads	37	s	4	v
trusted_certificate	1n	0	2	v
try_files	0	o	1kw	n	c			1.13.4		3
try_files	43	o	1kw	dn	c	http_try_files	1.13.4			3
tunnel_allow_upstream	44	s	sg	p
tunnel_bind	44	s	6	d	c	http_upstream_bind_set_slot	1.31.0
tunnel_bind_dynamic	44	s	74	p					off
tunnel_buffer_size	44	s	2	d	s		1.31.0		16k
tunnel_connect_timeout	44	s	2	d	m		1.31.0		60s
tunnel_next_upstream	44	s	sg		b	error timeout off	1.31.0		error timeout
tunnel_next_upstream_timeout	44	s	2	d	m		1.31.0		0
tunnel_next_upstream_tries	44	s	2	d	n		1.31.0		0
tunnel_pass	44	2g	3	dn	c	http_tunnel_pass	1.31.0			1
tunnel_read_timeout	44	s	2	d	m		1.31.0		60s
tunnel_send_lowat	44	s	2	d	s		1.31.0		0
tunnel_send_timeout	44	s	2	d	m		1.31.0		60s
tunnel_socket_keepalive	44	s	74	d	f		1.31.0		off
tunnel_socket_rcvbuf	44	s	2	d	s		1.31.3
tunnel_socket_sndbuf	44	s	2	d	s		1.31.3
types	0	s	1	b	c	http_core_types
types_hash_bucket_size	0	s	2	d	n				64
types_hash_max_size	0	s	2	d	n				1024
underscores_in_headers	0	c	74	d	f				off
uninitialized_variable_warn	m	3g	74	d	f				on
upload_progress	37	4	4	v
upload_progress_content_type	37	s	2	v
upload_progress_header	37	s	2	v
upload_progress_java_output	37	s	1	v
upload_progress_json_output	37	s	1	v
upload_progress_jsonp_output	37	s	1	v
upload_progress_jsonp_parameter	37	s	2	v
upload_progress_template	37	s	4	v
upstream	2q	4	2	bn	c	http_upstream
upstream	38	e8	2	bn	c	stream_upstream
upstream_conf	45	0	0	p
upstream_fair_shm_size	17	4	2	v
upstream_list	46	c	1kw	v
uri	2	0	0	v
usage_report	z	cn4	7	p					endpoint=product.connect.nginx.com interval=1h
use	1	2	2	d	c	event_use
user	t	1	6	d	c	set_user			nobody nobody
userid	47	s	2	d	e	off log v1 on			off
userid_domain	47	s	2	d	S				none
userid_expires	47	s	2	d	c	http_userid_expires			off
userid_flags	47	s	e		b	off secure httponly samesite=strict samesite=lax samesite=none	1.19.3		off
userid_mark	47	s	2	d	c	http_userid_mark			off
userid_name	47	s	2	d	S				uid
userid_p3p	47	s	2	d	S				none
userid_path	47	s	2	d	S				/
userid_service	47	s	2	d	n				IP address of the server
userinfo	h	pa8	2	p					off
uuid_file	r	cn4	3	p
uwsgi_allow_upstream	48	s	sg	p
uwsgi_bind	48	s	6	d	c	http_upstream_bind_set_slot					1.11.0:s,2
uwsgi_bind_dynamic	48	s	74	p					off
uwsgi_buffer_size	48	s	2	d	s				4k|8k
uwsgi_buffering	48	s	74	d	f				on
uwsgi_buffers	48	s	4	d	B				8 4k|8k
uwsgi_busy_buffers_size	48	s	2	d	s				8k|16k
uwsgi_cache	48	s	2	d	c	http_uwsgi_cache			off
uwsgi_cache_background_update	48	s	2	d	f		1.11.10		off
uwsgi_cache_bypass	48	s	sg	l	p
uwsgi_cache_key	48	s	2	d	c	http_uwsgi_cache_key				1
uwsgi_cache_lock	48	s	74	d	f				off
uwsgi_cache_lock_age	48	s	2	d	m				5s
uwsgi_cache_lock_timeout	48	s	2	d	m				5s
uwsgi_cache_max_range_offset	48	s	2	d	o		1.11.6
uwsgi_cache_methods	48	s	sg		b	GET HEAD POST			GET HEAD
uwsgi_cache_min_uses	48	s	2	d	n				1
uwsgi_cache_path	48	4	1kw	n	c	http_file_cache_set_slot
uwsgi_cache_purge	48	s	sg	p
uwsgi_cache_purge	p	s	sg	v
uwsgi_cache_revalidate	48	s	74	d	f				off
uwsgi_cache_use_stale	48	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			off
uwsgi_cache_valid	48	s	sg	l	c	http_file_cache_valid_set_slot
uwsgi_connect_timeout	48	s	2	d	m				60s
uwsgi_force_ranges	48	s	74	d	f				off
uwsgi_hide_header	48	s	2	l	L
uwsgi_ignore_client_abort	48	s	74	d	f				off
uwsgi_ignore_headers	48	s	sg		b	X-Accel-Redirect X-Accel-Expires X-Accel-Limit-Rate X-Accel-Buffering X-Accel-Charset Expires Cache-Control Set-Cookie Vary
uwsgi_intercept_errors	48	s	74	d	f				off
uwsgi_limit_rate	48	s	2	d	z				0
uwsgi_max_temp_file_size	48	s	2	d	s				1024m
uwsgi_modifier1	48	s	2	d	n	0 255			0
uwsgi_modifier2	48	s	2	d	n	0 255			0
uwsgi_next_upstream	48	s	sg		b	error timeout invalid_header non_idempotent http_500 http_503 http_403 http_404 http_429 updating off			error timeout
uwsgi_next_upstream_timeout	48	s	2	d	m				0
uwsgi_next_upstream_tries	48	s	2	d	n				0
uwsgi_no_cache	48	s	sg	l	p
uwsgi_param	48	s	c	l	c	http_upstream_param_set_slot			HTTP_HOST $host$is_request_port$request_port	2
uwsgi_pass	48	28	2	dn	c	http_uwsgi_pass				1
uwsgi_pass_header	48	s	2	l	L
uwsgi_pass_request_body	48	s	74	d	f				on
uwsgi_pass_request_headers	48	s	74	d	f				on
uwsgi_read_timeout	48	s	2	d	m				60s
uwsgi_request_buffering	48	s	74	d	f				on
uwsgi_request_dynamic	48	s	74	p					off
uwsgi_send_timeout	48	s	2	d	m				60s
uwsgi_socket_keepalive	48	s	74	d	f		1.15.6		off
uwsgi_socket_rcvbuf	48	s	2	d	s		1.31.3
uwsgi_socket_sndbuf	48	s	2	d	s		1.31.3
uwsgi_ssl_certificate	48	s	2	d	x					1
uwsgi_ssl_certificate_cache	48	s	e	d	c	http_uwsgi_ssl_certificate_cache	1.27.4		off
uwsgi_ssl_certificate_key	48	s	2	d	x					1
uwsgi_ssl_ciphers	48	s	2	d	S				DEFAULT
uwsgi_ssl_conf_command	48	s	4	l	k		1.19.4
uwsgi_ssl_crl	48	s	2	d	S
uwsgi_ssl_key_log	48	s	2	p
uwsgi_ssl_name	48	s	2	d	x				host from uwsgi_pass	1
uwsgi_ssl_password_file	48	s	2	d	c	http_uwsgi_ssl_password_file
uwsgi_ssl_protocols	48	s	sg		b	SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3			1.23.4<TLSv1 TLSv1.1 TLSv1.2¦1.27.3<TLSv1 TLSv1.1 TLSv1.2 TLSv1.3¦TLSv1.2 TLSv1.3
uwsgi_ssl_server_name	48	s	74	d	f				off
uwsgi_ssl_session_reuse	48	s	74	d	f				on
uwsgi_ssl_trusted_certificate	48	s	2	d	S
uwsgi_ssl_verify	48	s	74	d	f				off
uwsgi_ssl_verify_depth	48	s	2	d	n				1
uwsgi_store	48	s	2	d	c	http_uwsgi_store			off
uwsgi_store_access	48	s	e	d	A				user:rw
uwsgi_string	48	s	2	d	S
uwsgi_temp_file_write_size	48	s	2	d	s				8k|16k
uwsgi_temp_path	48	s	u	d	P				uwsgi_temp
valid_referers	36	o	sg		c	http_valid_referers
variables_hash_bucket_size	0	4	2	d	n				64
variables_hash_bucket_size	13	e8	2	d	n		1.11.2		64
variables_hash_max_size	0	4	2	d	n				1024
variables_hash_max_size	13	e8	2	d	n		1.11.2		1024
worker_aio_requests	10	2	2	d	n				32
worker_connections	1	2	2	d	c	event_connections			512
worker_cpu_affinity	t	1	sg	d	c	set_cpu_affinity
worker_priority	t	1	2	d	c	set_priority			0
worker_processes	t	1	2	d	c	set_worker_processes			1
worker_rlimit_core	t	1	2	d	o
worker_rlimit_nofile	t	1	2	d	n
worker_rlimit_sigpending	t	1	2		n			1.10.0
worker_shutdown_timeout	t	1	2	d	m		1.11.11
worker_threads	t	1	2		n			1.10.0
working_directory	t	1	2	d	S
xclient	2y	9hc	74	d	f				on
xml_entities	49	s	2	d	c	http_xslt_entities							http_xslt_module
xml_external_entities	49	s	74	d	f		1.31.3		off				http_xslt_module
xslt_last_modified	49	s	74	d	f				off				http_xslt_module
xslt_param	49	s	4	l	c	http_xslt_param				2			http_xslt_module
xslt_string_param	49	s	4	l	c	http_xslt_param				2			http_xslt_module
xslt_stylesheet	49	g	sg	l	c	http_xslt_stylesheet				6			http_xslt_module
xslt_types	49	s	sg	l	M				text/xml				http_xslt_module
zone	4a	74	6	n	c	http_upstream_zone
zone	4b	1kw	6	n	c	stream_upstream_zone
zone_sync	4c	sg	1	p
zone_sync_buffers	4c	16o	4	p					8 4k|8k
zone_sync_connect_retry_interval	4c	16o	2	p					1s
zone_sync_connect_timeout	4c	16o	2	p					5s
zone_sync_interval	4c	16o	2	p					1s
zone_sync_recv_buffer_size	4c	16o	2	p					4k|8k
zone_sync_server	4c	sg	6	p
zone_sync_ssl	4c	16o	74	p					off
zone_sync_ssl_certificate	4c	16o	2	p
zone_sync_ssl_certificate_key	4c	16o	2	p
zone_sync_ssl_ciphers	4c	16o	2	p					DEFAULT
zone_sync_ssl_conf_command	4c	16o	4	p
zone_sync_ssl_crl	4c	16o	2	p
zone_sync_ssl_name	4c	16o	2	p					host from zone_sync_server
zone_sync_ssl_password_file	4c	16o	2	p
zone_sync_ssl_protocols	4c	16o	sg	p					TLSv1.2 TLSv1.3
zone_sync_ssl_server_name	4c	16o	74	p					off
zone_sync_ssl_trusted_certificate	4c	16o	2	p
zone_sync_ssl_verify	4c	16o	74	p					off
zone_sync_ssl_verify_depth	4c	16o	2	p					1
zone_sync_timeout	4c	16o	2	p					5s
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
ngx_cache_purge proxy_cache_purge fastcgi_cache_purge scgi_cache_purge uwsgi_cache_purge cache_purge_*
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
ngx_http_auth_jwt_module auth_jwt_algorithm auth_jwt_enabled auth_jwt_extract_* auth_jwt_key auth_jwt_keyfile_path auth_jwt_location auth_jwt_loginurl auth_jwt_redirect auth_jwt_use_keyfile auth_jwt_validate_*
ngx_http_hmac_secure_link_module secure_link_hmac secure_link_hmac_*
nginx-push-stream-module push_stream_*
nginx-http-concat concat concat_*
headers-more-nginx-module more_set_headers more_clear_headers more_set_input_headers more_clear_input_headers
acme acme_*
drizzle-nginx-module drizzle_*
ngx_postgres postgres_*
rds-json-nginx-module rds_json*
xss-nginx-module xss_*
iconv-nginx-module set_iconv
nginx-eval-module eval eval_*
`
export const backports: string = `
max_headers debian=1.22.1-9+deb12u8,1.26.3-3+deb13u6
`
