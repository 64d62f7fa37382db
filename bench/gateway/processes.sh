# Sourced by run.sh: what it builds, starts and ends. Every process is ended by the pid it was started with.

declare -A pid_of http1_of http2_of allocations_of
started=()

install_tools() {
  local missing=() pair
  for pair in nginx:nginx-light haproxy:haproxy wrk:wrk h2load:nghttp2-client curl:curl; do
    PATH=$PATH:/usr/sbin command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  [ ${#missing[@]} -eq 0 ] || "$root/eng/packages.sh" "${missing[@]}"
  PATH=$PATH:/usr/sbin
}

build_proxies() {
  local wanted=" ${*%%+*} "
  local projects=()
  [[ $wanted == *" holdfast"* ]] && projects+=("$root/src/Holdfast.Cli")
  [[ $wanted =~ \ (yarp|forwarder|kestrel)\  ]] && projects+=("$here/BareYarp")
  [ ${#projects[@]} -gt 0 ] && projects+=("$here/AllocationProbe")
  local project log=$folder/build.log
  for project in "${projects[@]}"; do
    echo "bench: building $(basename "$project")" >&2
    if ! dotnet build "$project" -c Release -v quiet -nologo >"$log" 2>&1; then cat "$log" >&2; exit 3; fi
  done
}

# A port below the ephemeral range on which nobody listens; handed out once.
next_port=$((20000 + $$ % 10000))
free_port() {
  local tries
  for ((tries = 0; tries < 1000; tries++)); do
    next_port=$((next_port >= 31999 ? 20000 : next_port + 1))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; then port=$next_port; return; fi
  done
  echo "bench: no free port between 20000 and 32000" >&2
  exit 3
}

# fill FILE: the file with its placeholders filled in.
fill() {
  local user=
  [ "$(id -u)" -eq 0 ] && user='user root;'   # else nginx's worker could not read the origin's file
  sed -e "s|@FOLDER@|$folder|g" -e "s|@ORIGIN@|$origin_port|g" -e "s|@USER@|$user|g" \
    -e "s|@HTTP1@|${http1:-}|g" -e "s|@HTTP2@|${http2:-}|g" "$1"
}

# start CORE NAME COMMAND...: leaves the pid in $pid; its output goes to a log that is shown when it fails.
start() {
  local core=$1 name=$2
  shift 2
  taskset -c "$core" "$@" >"$folder/$name.log" 2>&1 &
  pid=$!
  started+=("$pid")
}

# pin PID CORES: all threads of it and of its descendants.
pin() {
  local one
  for one in $(family "$1"); do taskset -acp "$2" "$one" >/dev/null; done
}

# await NAME PID CURL-ARGUMENTS...: until it answers 200.
await() {
  local name=$1 pid=$2 tries
  shift 2
  for ((tries = 0; tries < 150; tries++)); do
    curl -fsS -o /dev/null --max-time 2 "$@" 2>/dev/null && return
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "bench: $name did not answer on $* within 15 s; its output:" >&2
  cat "$folder/$name.log" >&2
  exit 3
}

start_origin() {
  free_port; origin_port=$port
  head -c 102400 /dev/zero | tr '\0' 'x' >"$folder/large.bin"
  fill "$here/peers/origin.conf" >"$folder/origin.conf"
  start "$load_core" origin nginx -p "$folder" -e stderr -c "$folder/origin.conf"
  await origin "$pid" "http://127.0.0.1:$origin_port/small"
}

# start_proxy NAME[+VARIABLE=VALUE]...
start_proxy() {
  local proxy=$1 name=${1%%+*} http1 http2 file variables=()
  local log=${proxy//[^A-Za-z0-9]/-}
  free_port; http1=$port
  free_port; http2=$port
  if [[ $proxy == *+* ]]; then IFS=+ read -ra variables <<<"${proxy#*+}"; fi
  allocations_of[$proxy]=$folder/$log.allocations
  local dotnet=(env "${variables[@]}"
    DOTNET_STARTUP_HOOKS="$here/AllocationProbe/bin/Release/net10.0/AllocationProbe.dll"
    HOLDFAST_BENCH_ALLOCATIONS="${allocations_of[$proxy]}" dotnet)
  local bare=("${dotnet[@]}" "$here/BareYarp/bin/Release/net10.0/BareYarp.dll")
  local origin=http://127.0.0.1:$origin_port
  case $name in
    nginx)
      fill "$here/peers/nginx.conf" >"$folder/nginx.conf"
      start "$proxy_core" "$log" nginx -p "$folder" -e stderr -c "$folder/nginx.conf" ;;
    haproxy)
      fill "$here/peers/haproxy.cfg" >"$folder/haproxy.cfg"
      start "$proxy_core" "$log" haproxy -db -f "$folder/haproxy.cfg" ;;
    yarp) start "$proxy_core" "$log" "${bare[@]}" proxy "$http1" "$http2" "$origin" ;;
    forwarder) start "$proxy_core" "$log" "${bare[@]}" forwarder "$http1" "$http2" "$origin" ;;
    kestrel) start "$proxy_core" "$log" "${bare[@]}" answer "$http1" "$http2" "$origin" ;;
    holdfast|holdfast-everything)
      file=$folder/$log.yaml
      fill "$here/$name.yaml" >"$file"
      free_port
      start "$proxy_core" "$log" "${dotnet[@]}" "$root/src/Holdfast.Cli/bin/Release/net10.0/holdfast.dll" \
        up --plan "$file" --admin "127.0.0.1:$port" --data "$folder/$log.data" ;;
  esac
  pid_of[$proxy]=$pid http1_of[$proxy]=$http1 http2_of[$proxy]=$http2
  await "$log" "$pid" "http://127.0.0.1:$http1/small"
  await "$log" "$pid" --http2-prior-knowledge "http://127.0.0.1:$http2/small"
}

# Asks all to end, waits 5 s at most, then ends those that are left.
end_all() {
  local pid tries
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do
    for ((tries = 0; tries < 50; tries++)); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}
