"""A hub that gives each learner a container of the Downhill image (DockerSpawner). See README.md beside this file.

Take it as it is, or load it from your own configuration: load_subconfig("/path/to/this/file"), and set what differs below that line.
Who may log in is yours to say: JupyterHub lets nobody in until an authenticator and its allowed_users are set.
"""

import os
import sys

c = get_config()  # noqa: F821  JupyterHub defines it

HOME = "/home/jovyan"

c.JupyterHub.spawner_class = "docker"
c.DockerSpawner.image = os.environ.get("DOWNHILL_IMAGE", "downhill:latest")
c.DockerSpawner.network_name = os.environ.get("DOWNHILL_NETWORK", "downhill")
c.DockerSpawner.use_internal_ip = True
c.DockerSpawner.remove = True  # the container goes with the server; what a learner made is in the volume
c.DockerSpawner.volumes = {"downhill-{username}": HOME}
c.DockerSpawner.notebook_dir = HOME

# The image is read-only to learners: they write to their home and to /tmp, which is theirs alone and holds the programs of their cells.
c.DockerSpawner.extra_host_config = {
    "read_only": True,
    "tmpfs": {"/tmp": "rw,exec,nosuid,nodev,size=1g,mode=1777"},
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges"],
    "pids_limit": 512,
}

# What one learner may take: the table in README.md says where the numbers come from.
c.Spawner.mem_limit = "2G"
c.Spawner.cpu_limit = 2
c.Spawner.start_timeout = 180  # when a whole class logs in at once
c.Spawner.http_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 20
c.JupyterHub.active_server_limit = int(os.environ.get("DOWNHILL_LEARNERS", 40))

# A server nobody has used for an hour is stopped; kernels that no browser looks at go before, see downhill_course/hub.py.
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600", "--cull-every=300"]}
]
c.JupyterHub.load_roles = [
    {"name": "idle-culler", "services": ["idle-culler"], "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"]}
]

# Containers reach the hub by its name on their network; browsers reach the proxy alone.
c.JupyterHub.hub_ip = "0.0.0.0"
c.JupyterHub.hub_connect_ip = os.environ.get("DOWNHILL_HUB_NAME", "hub")
