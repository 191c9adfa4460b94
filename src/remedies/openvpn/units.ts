/** Before the tunnel, after the network: the routes to copy are there, and no reply is lost when the tunnel comes up. */
export const uplinkUnit = (tunnelUnit: string): string => `[Unit]
Description=Replies to the public addresses of this host leave by the uplink
After=network-online.target
Wants=network-online.target
Before=${tunnelUnit}.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/confward-uplink up
ExecStop=/usr/local/sbin/confward-uplink down

[Install]
WantedBy=multi-user.target
`

/** Before any interface is up; after the service that flushes all rules, and again whenever that starts or reloads. */
export const killSwitchUnit = (rules: string): string => `[Unit]
Description=Nothing leaves this host outside the tunnel
Before=network-pre.target
Wants=network-pre.target
After=nftables.service
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
DefaultDependencies=no
Conflicts=shutdown.target
Before=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${rules}
ExecReload=/usr/sbin/nft -f ${rules}
ExecStop=/usr/sbin/nft delete table inet vpn_ks

[Install]
WantedBy=multi-user.target
`

/** The client unit of the package is never restarted by itself. */
export const restartDropIn = '[Service]\nRestart=on-failure\nRestartSec=5s\n'
