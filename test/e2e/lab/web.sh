# Sourced by host.sh: a page over HTTPS on the public address, IPv4 and IPv6.
# shellcheck shell=bash
mkdir -p "$L/web"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=api.fintech.example \
  -keyout "$L/web/key.pem" -out "$L/web/certificate.pem" 2> /dev/null
cat > "$L/web/nginx.conf" <<C
events {}
http {
  access_log off;
  server {
    listen 443 ssl;
    listen [::]:443 ssl;
    ssl_certificate $L/web/certificate.pem;
    ssl_certificate_key $L/web/key.pem;
    return 200 WEB-OK;
  }
}
C
nginx -c "$L/web/nginx.conf" 2> /dev/null
