# Sourced by the run.sh of benches that are a program: builds it, and keeps the table that it writes, with the machine it was measured on.

# bench_table RUN.SH LAST-LINE-OF-ITS-HELP PROJECT NGINX? [OPTION]...: NGINX? says whether nginx is one of the proxies: yes or no.
# Options are the bench's own but for --help and --results FILE.
bench_table() {
  local script=$1 help_ends=$2 project=$3 nginx=$4 here root results model proxies='' arguments=()
  shift 4
  here=$(cd "$(dirname "$(readlink -f "$script")")" && pwd)
  root=$(cd "$here/../.." && pwd)
  . "$root/eng/sdk.sh"
  results=$here/results/$(date -u +%Y-%m-%dT%H-%M-%S).md
  while [ $# -gt 0 ]; do
    case $1 in
      -h|--help) sed -n "2,${help_ends}s/^# //p" "$script"; exit 0 ;;
      --results) results=${2:?bench: --results wants a value}; shift 2 ;;
      *) arguments+=("$1"); shift ;;
    esac
  done

  if [ "$nginx" = yes ]; then
    PATH=$PATH:/usr/sbin
    command -v nginx >/dev/null || "$root/eng/packages.sh" nginx-light
    proxies=", $(nginx -v 2>&1 | sed 's|.*/|nginx |')"
  fi

  [ -n "${HOLDFAST_BENCH_BUILT:-}" ] || dotnet build "$here/$project" -c Release -v quiet -nologo >&2
  ulimit -n "$(ulimit -Hn)"
  mkdir -p "$(dirname "$results")"
  model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
  {
    echo "$(date -u +%Y-%m-%d), ${model:-unknown processor}, $(nproc) cores, Linux $(uname -r)$proxies; load average before: $(cut -d' ' -f1-3 /proc/loadavg)."
    echo
    dotnet "$here/$project/bin/Release/net10.0/$project.dll" ${arguments[@]+"${arguments[@]}"}
  } | tee "$results"
  echo "bench: $results" >&2
}
