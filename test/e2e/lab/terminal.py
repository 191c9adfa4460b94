"""Runs a program in a terminal of its own. Reads a scenario from stdin, writes what happened as JSON.

{"argv", "cwd", "env", "rows", "columns", "steps": [{"wait", "send", "resize", "read", "write"}]}
wait: text that has to appear since the last step; then what is typed, a new size, a file whose content is kept, or one
that somebody else adds a line to.
"""
import base64, fcntl, json, os, pty, select, signal, struct, sys, termios, time

scenario = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(scenario["cwd"])
    os.execvpe(scenario["argv"][0], scenario["argv"], scenario["env"])


def resize(rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def read(seconds):
    if not select.select([terminal], [], [], seconds)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def ended():
    global status
    if status is None:
        done, code = os.waitpid(pid, os.WNOHANG)
        status = os.waitstatus_to_exitcode(code) if done else None
    return status is not None


status, output, kept, missing = None, b"", [], None
resize(scenario.get("rows", 40), scenario.get("columns", 100))
for step in scenario["steps"]:
    since, deadline = b"", time.time() + 30
    while step["wait"].encode() not in since and time.time() < deadline:
        more = read(0.2)
        since += more
        if not more and ended():
            break
    output += since
    if step["wait"].encode() not in since:
        missing = step["wait"]
        break
    quiet = read(0.12)  # a prompt is ready for keys once it has drawn itself
    while quiet:
        output += quiet
        quiet = read(0.12)
    if "read" in step:
        with open(os.path.join(scenario["cwd"], step["read"]), "rb") as file:
            kept.append(base64.b64encode(file.read()).decode())
    if "write" in step:
        with open(os.path.join(scenario["cwd"], step["write"]), "a") as file:
            file.write("# changed meanwhile\n")
    if "resize" in step:
        resize(*step["resize"])
    if "send" in step:
        os.write(terminal, step["send"].encode())
deadline = time.time() + (10 if missing is None else 0)
while not ended() and time.time() < deadline:
    output += read(0.2)
tail = read(0.1)
while tail:
    output += tail
    tail = read(0.1)
if not ended():
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
json.dump({"status": status, "output": output.decode("utf-8", "replace"), "kept": kept, "missing": missing}, sys.stdout)
