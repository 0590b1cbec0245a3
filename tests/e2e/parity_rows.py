"""The keys of the Compose file that reach the engine, and where each shows: what test_parity.py
holds to be equal between Docker Compose and the program, and different from the default.

A row: key, the service (or network, volume) of tests/e2e/parity/*.yaml that has it (two where the
engine's default is the value of one of them), where it shows
in that object's inspection, and the Engine API that it needs, if not any. A place is member names;
on a list, `Name=value` is the element with that member, else the element that equals it."""
import collections
import re

Row = collections.namedtuple("Row", "key, owner, place, api")

#: Keys of the services in runs*.yaml, which run.
RUNNING = """
command                           process       Config>Cmd
entrypoint                        process       Config>Entrypoint
working_dir                       process       Config>WorkingDir
user                              process       Config>User
tty                               process       Config>Tty
stdin_open                        process       Config>OpenStdin
init                              process       HostConfig>Init
stop_signal                       process       Config>StopSignal
stop_grace_period                 process       Config>StopTimeout
hostname                          process       Config>Hostname
domainname                        process       Config>Domainname
container_name                    process       Name
environment                       process       Config>Env>LEVEL=debug
environment (no value)            process       Config>Env>UNSET
environment (shell)               process       Config>Env>FROM_SHELL=from the shell
env_file                          process       Config>Env>QUOTED=two words
env_file.format                   process       Config>Env>RAW="as it is" # all of it
labels                            process       Config>Labels>app.kind
label_file                        process       Config>Labels>app.file
healthcheck.test                  process       Config>Healthcheck>Test
healthcheck.interval              process       Config>Healthcheck>Interval
healthcheck.timeout               process       Config>Healthcheck>Timeout
healthcheck.retries               process       Config>Healthcheck>Retries
healthcheck.start_period          process       Config>Healthcheck>StartPeriod
healthcheck.test (text)           always        Config>Healthcheck>Test
healthcheck.disable               lifecycle-2   Config>Healthcheck>Test
restart                           always        HostConfig>RestartPolicy>Name
restart (count)                   process       HostConfig>RestartPolicy>MaximumRetryCount
logging.driver                    always        HostConfig>LogConfig>Type
logging.options                   process       HostConfig>LogConfig>Config>max-size
isolation                         process       HostConfig>Isolation
depends_on                        process       Config>Labels>com.docker.compose.depends_on
scale                             always-2      Name
deploy.replicas                   lifecycle-2   Name
deploy.restart_policy             lifecycle     HostConfig>RestartPolicy>Name
deploy.resources.limits.cpus      deployed      HostConfig>NanoCpus
deploy.resources.limits.memory    deployed      HostConfig>Memory
deploy.resources.limits.pids      deployed      HostConfig>PidsLimit
deploy.resources.reservations.memory deployed      HostConfig>MemoryReservation
cpus                              limits        HostConfig>NanoCpus
cpu_shares                        limits        HostConfig>CpuShares
cpu_period                        quota         HostConfig>CpuPeriod
cpu_quota                         quota         HostConfig>CpuQuota
cpuset                            limits        HostConfig>CpusetCpus
mem_limit                         limits        HostConfig>Memory
mem_reservation                   limits        HostConfig>MemoryReservation
memswap_limit                     limits        HostConfig>MemorySwap
mem_swappiness                    limits        HostConfig>MemorySwappiness
pids_limit                        limits        HostConfig>PidsLimit
oom_kill_disable                  limits        HostConfig>OomKillDisable
oom_score_adj                     limits        HostConfig>OomScoreAdj
shm_size                          limits        HostConfig>ShmSize
ulimits                           limits        HostConfig>Ulimits>Name=nproc
ulimits.soft/hard                 limits        HostConfig>Ulimits>Name=nofile
cgroup_parent                     limits        HostConfig>CgroupParent
cap_add                           rights        HostConfig>CapAdd
cap_drop                          rights        HostConfig>CapDrop
group_add                         rights        HostConfig>GroupAdd
security_opt                      rights        HostConfig>SecurityOpt
security_opt (paths)              rights        HostConfig>MaskedPaths
sysctls                           rights        HostConfig>Sysctls>net.core.somaxconn
userns_mode                       rights        HostConfig>UsernsMode
read_only                         rights        HostConfig>ReadonlyRootfs
uts                               rights        HostConfig>UTSMode
pid                               rights        HostConfig>PidMode
ipc                               rights        HostConfig>IpcMode
devices                           rights        HostConfig>Devices>PathInContainer=/dev/nothing
devices (short)                   rights        HostConfig>Devices>PathInContainer=/dev/zero
device_cgroup_rules               rights        HostConfig>DeviceCgroupRules
pid (service)                     neighbour     HostConfig>PidMode
ipc (service)                     neighbour     HostConfig>IpcMode
network_mode (service)            neighbour     HostConfig>NetworkMode
network_mode (container)          attached      HostConfig>NetworkMode
network_mode (host)               hosted        HostConfig>NetworkMode
network_mode (none)               alone         HostConfig>NetworkMode
ports                             networked     HostConfig>PortBindings>80/tcp
ports (udp)                       networked     HostConfig>PortBindings>53/udp
ports (long)                      networked     HostConfig>PortBindings>81/tcp
ports (any)                       networked     HostConfig>PortBindings>82/tcp
expose                            networked     Config>ExposedPorts>91/udp
dns                               networked     HostConfig>Dns
dns_opt                           networked     HostConfig>DnsOptions
dns_search                        networked     HostConfig>DnsSearch
extra_hosts                       networked     HostConfig>ExtraHosts
links                             networked     NetworkSettings>Networks>{p}_fixed>Links
external_links                    networked     NetworkSettings>Networks>{p}_fixed>Links>{p}-named:outer
mac_address                       networked     NetworkSettings>Networks>{p}_fixed>MacAddress
networks.aliases                  networked     NetworkSettings>Networks>{p}_fixed>Aliases>one
networks.ipv4_address             networked     NetworkSettings>Networks>{p}_fixed>IPAMConfig>IPv4Address
networks.ipv6_address             networked     NetworkSettings>Networks>{p}-own-name>IPAMConfig>IPv6Address
networks.link_local_ips           networked     NetworkSettings>Networks>{p}-own-name>IPAMConfig>LinkLocalIPs
networks.priority                 networked     HostConfig>NetworkMode
networks.driver_opts              networked     NetworkSettings>Networks>{p}_quiet>DriverOpts
volumes (bind)                    stored        Mounts>Destination=/bind
volumes (ro)                      stored        Mounts>Destination=/bind-ro
volumes (selinux)                 stored        Mounts>Destination=/bind-z
volumes (made)                    stored        Mounts>Destination=/made
volumes (volume)                  stored        Mounts>Destination=/data
volumes (nocopy)                  stored        Mounts>Destination=/nocopy
volumes (anonymous)               stored        Mounts>Destination=/anonymous
volumes.bind.create_host_path     stored        HostConfig>Mounts>Target=/strict
volumes.bind.propagation          stored        HostConfig>Mounts>Target=/private>BindOptions>Propagation
volumes.bind.recursive            stored        HostConfig>Mounts>Target=/flat>BindOptions>NonRecursive
volumes.volume.labels             stored        HostConfig>Mounts>Target=/labelled>VolumeOptions>Labels
volumes.volume.nocopy             stored        HostConfig>Mounts>Target=/nocopy-long>VolumeOptions>NoCopy
volumes.tmpfs.size                scratch       HostConfig>Mounts>Target=/scratch>TmpfsOptions>SizeBytes
volumes.tmpfs.mode                scratch       HostConfig>Mounts>Target=/scratch>TmpfsOptions>Mode
tmpfs                             scratch       HostConfig>Tmpfs
volumes_from                      heir          HostConfig>VolumesFrom
configs                           stored        HostConfig>Mounts>Target=/settings
configs.target                    stored        HostConfig>Mounts>Target=/etc/settings.conf
secrets                           stored        HostConfig>Mounts>Target=/run/secrets/token
secrets.target                    stored        HostConfig>Mounts>Target=/run/secrets/renamed
annotations                       process       HostConfig>Annotations  1.43
privileged                        almighty      HostConfig>Privileged  1.43
cgroup                            rights/almighty    HostConfig>CgroupnsMode  1.43
healthcheck.start_interval        always        Config>Healthcheck>StartInterval  1.44
networks.mac_address              networked     NetworkSettings>Networks>{p}_quiet>MacAddress  1.44
volumes.bind.recursive (writable) stored        HostConfig>Mounts>Target=/read-only-below>BindOptions>ReadOnlyNonRecursive  1.44
volumes.volume.subpath            stored        HostConfig>Mounts>Target=/part>VolumeOptions>Subpath  1.45
networks.gw_priority              networked     NetworkSettings>Networks>{p}_fixed>GwPriority  1.48
volumes.image                     stored        HostConfig>Mounts>Target=/image  1.48
volumes.image.subpath             scratch       HostConfig>Mounts>Target=/image-part>ImageOptions>Subpath  1.48
networks.interface_name           networked     NetworkSettings>Networks>{p}_fixed>DriverOpts  1.49
"""

#: Keys of the services in made.yaml, which are made and not started.
MADE = """
blkio_config.device_read_bps      blocks        HostConfig>BlkioDeviceReadBps
blkio_config.device_read_iops     blocks        HostConfig>BlkioDeviceReadIOps
blkio_config.device_write_bps     blocks        HostConfig>BlkioDeviceWriteBps
blkio_config.device_write_iops    blocks        HostConfig>BlkioDeviceWriteIOps
gpus                              graphics      HostConfig>DeviceRequests>Driver=nvidia
gpus.device_ids                   graphics      HostConfig>DeviceRequests>Driver=amd
gpus (all)                        all-graphics  HostConfig>DeviceRequests
deploy.resources.reservations.devices reserved      HostConfig>DeviceRequests
devices (CDI)                     named-device  HostConfig>DeviceRequests
runtime                           other-runtime HostConfig>Runtime
"""

NETWORKS = """
networks.driver_opts              fixed         Options
networks.labels                   fixed         Labels>net.kind
networks.ipam.config.subnet       fixed         IPAM>Config>Subnet={four}.0/24
networks.ipam.config.ip_range     fixed         IPAM>Config>IPRange={four}.128/25
networks.ipam.config.gateway      fixed         IPAM>Config>Gateway={four}.254
networks.ipam.config.aux_addresses fixed         IPAM>Config>Subnet={four}.0/24>AuxiliaryAddresses
networks.name                     six           Name
networks.enable_ipv6              six           EnableIPv6
networks.internal                 quiet         Internal
networks.attachable               quiet         Attachable
networks.enable_ipv4              four-less     EnableIPv4  1.47
"""

VOLUMES = """
volumes.name                      tuned         Name
volumes.driver_opts               tuned         Options
volumes.labels                    tuned         Labels>vol.kind
"""


_LINE = re.compile(r"(\S+(?: \(.*?\))?)\s+(\S+)\s+(.*?)(?:\s+1\.(\d\d))?")
OLDEST_API = (1, 41)


def rows(table):
    """The rows of one of the tables above."""
    for line in table.strip().splitlines():
        key, owner, place, minor = _LINE.fullmatch(line.strip()).groups()
        yield Row(key, owner, place, (1, int(minor)) if minor else OLDEST_API)


def at(document, place, names):
    """What stands there; None if nothing does. `names` are those of the run: project and subnet."""
    value = document
    for step in place.format(**names).split(">"):
        value = _step(value, step)
    return value


def _step(value, step):
    if isinstance(value, dict):
        return value.get(step)
    if not isinstance(value, list):
        return None
    name, equals, wanted = step.partition("=")
    for element in value:
        if element == step or equals and isinstance(element, dict) and element.get(name) == wanted:
            return element
    return None
