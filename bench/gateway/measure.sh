# Sourced by run.sh: one measurement, read from /proc and from the load generators.

allowed_cores() {
  local range low high
  for range in $(sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/self/status | tr , ' '); do
    low=${range%-*} high=${range#*-}
    seq "$low" "$high"
  done
}

describe_machine() {
  local model runtime
  model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
  runtime=$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \(10[^ ]*\).*/\1/p' | tail -n 1)
  echo "$(date -u +%Y-%m-%d), ${model:-unknown processor}, Linux $(uname -r), .NET $runtime," \
    "$(nginx -v 2>&1 | sed 's|.*/|nginx |'), $(haproxy -v | sed -nE '1s/HAProxy version ([0-9.]+).*/HAProxy \1/p');" \
    "$connections connections, $rounds rounds of $seconds s, load average at the end $(cut -d' ' -f1-3 /proc/loadavg)."
}

# family PID: it and its descendants.
family() {
  local child
  echo "$1"
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do family "$child"; done
}

# Clock ticks of user and system time of a process, its descendants and those of them that have ended.
ticks() {
  local one total=0 text
  for one in $(family "$1"); do
    text=$(<"/proc/$one/stat") || continue
    text=${text##*) }          # the name before it may hold spaces
    set -- $text
    total=$((total + ${12} + ${13} + ${14} + ${15}))
  done
  echo "$total"
}

# Clock ticks that a core was busy with anything.
core_ticks() {
  awk -v core="cpu$1" '$1 == core { print $2 + $3 + $4 + $7 + $8 + $9 }' /proc/stat
}

resident_kilobytes() {
  local one
  for one in $(family "$1"); do sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$one/status"; done |
    awk '{ sum += $1 } END { print sum }'
}

# allocated PROXY: bytes that a .NET process has allocated so far; 0 for the others.
allocated() {
  local file=${allocations_of[$1]} tries
  case ${1%%+*} in nginx|haproxy) echo 0; return ;; esac
  rm -f "$file"
  kill -USR2 "${pid_of[$1]}"
  for ((tries = 0; tries < 100; tries++)); do
    if [ -s "$file" ]; then cut -d' ' -f1 "$file"; return; fi
    sleep 0.02
  done
  echo "bench: $1 did not write its allocations within 2 s" >&2
  return 1
}

# load PROXY WORKLOAD SECONDS: prints 'requests microseconds failed p50 p99', latencies in microseconds.
load() {
  local proxy=$1 work=$2 length=$3 log=$folder/load.log
  local address=http://127.0.0.1:${http1_of[$proxy]}
  local wrk=(taskset -c "$load_core" env HOLDFAST_BENCH="$here" wrk -t 1 -c "$connections" -d "${length}s")
  case $work in
    small|large) "${wrk[@]}" -s "$here/report.lua" "$address/$work" >"$log" ;;
    post) "${wrk[@]}" -s "$here/post.lua" "$address/post" >"$log" ;;
    h2) load_h2 "http://127.0.0.1:${http2_of[$proxy]}/small" "$length"; return ;;
  esac
  sed -n 's/^@ //p' "$log"
}

# h2load prints no percentiles: they are taken from its log of every request.
load_h2() {
  local log=$folder/h2load.tsv
  rm -f "$log"
  taskset -c "$load_core" h2load -t 1 -c "$(((connections + 7) / 8))" -m 8 -D "$2" --log-file="$log" "$1" >"$folder/load.log"
  cut -f 3 "$log" | sort -n >"$log.sorted"
  local count failed
  count=$(wc -l <"$log.sorted")
  failed=$(awk -F '\t' '$2 != 200 { failed++ } END { print failed + 0 }' "$log")
  echo "$count $(($2 * 1000000)) $failed $(sed -n "$(((count + 1) / 2))p" "$log.sorted") $(sed -n "$(((count * 99 + 99) / 100))p" "$log.sorted")"
}

# measure PROXY WORKLOAD ROUND: one line of tab-separated figures; json.awk names them.
measure() {
  local proxy=$1 work=$2 round=$3 pid=${pid_of[$1]}
  local bytes busy used figures span
  bytes=$(allocated "$proxy")
  span=${EPOCHREALTIME/./}
  busy=$(core_ticks "$proxy_core")
  used=$(ticks "$pid")
  figures=$(load "$proxy" "$work" "$seconds")
  used=$(($(ticks "$pid") - used))
  busy=$(($(core_ticks "$proxy_core") - busy))
  span=$((${EPOCHREALTIME/./} - span))   # longer than the load where this script had to wait for a core
  bytes=$(($(allocated "$proxy") - bytes))
  awk -v OFS='\t' -v figures="$figures" -v proxy="$proxy" -v work="$work" -v round="$round" -v used="$used" -v busy="$busy" \
    -v span="$span" -v bytes="$bytes" -v rss="$(resident_kilobytes "$pid")" -v hertz="$(getconf CLK_TCK)" 'BEGIN {
      if (split(figures, f, " ") != 5 || f[1] == 0) { print "bench: no answers from " proxy > "/dev/stderr"; exit 1 }
      print work, round, proxy, f[1], f[1] * 1e6 / f[2], f[3], f[4], f[5], used * 1e6 / hertz / f[1],
        used * 1e6 / hertz / span, (busy - used) * 1e6 / hertz / span, bytes / f[1], rss
    }'
}
