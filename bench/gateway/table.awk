# Medians of the samples as one Markdown table a workload. A ratio is the median of the ratios of each round,
# so that what disturbs a whole round disturbs it little.
BEGIN { FS = "\t" }

{
  key = $1 SUBSEP $3
  count[key]++
  rate[key, count[key]] = $5
  p50[key, count[key]] = $7
  p99[key, count[key]] = $8
  cpu[key, count[key]] = $9
  share[key, count[key]] = $10
  bytes[key, count[key]] = $12
  rss[key, count[key]] = $13
  at[$1, $2, $3] = $9
  if ($2 > rounds) rounds = $2
  failed[key] += $6
  if ($11 > foreign[$1]) foreign[$1] = $11
}

# Sorts values[1..n] and returns the middle one.
function middle(values, n,    i, j, held) {
  for (i = 2; i <= n; i++) {
    held = values[i]
    for (j = i - 1; j >= 1 && values[j] > held; j--) values[j + 1] = values[j]
    values[j + 1] = held
  }
  return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
}

function median(table, key,    i, values) {
  for (i = 1; i <= count[key]; i++) values[i] = table[key, i]
  return middle(values, count[key])
}

function lowest(table, key,    i, low) {
  low = table[key, 1]
  for (i = 2; i <= count[key]; i++) if (table[key, i] < low) low = table[key, i]
  return low
}

function highest(table, key,    i, high) {
  high = table[key, 1]
  for (i = 2; i <= count[key]; i++) if (table[key, i] > high) high = table[key, i]
  return high
}

function ratio(work, proxy, peer,    i, n, values) {
  for (i = 1; i <= rounds; i++)
    if ((work, i, proxy) in at && (work, i, peer) in at) values[++n] = at[work, i, proxy] / at[work, i, peer]
  return n ? sprintf("%.2f", middle(values, n)) : "-"
}

END {
  proxies = split(order, name, ",")
  n = split(works, work, ",")
  for (w = 1; w <= n; w++) {
    printf "\n**%s**\n\n", work[w]
    print "| Proxy | CPU µs/request (lowest–highest) | to YARP | to nginx | requests/s | p50 µs | p99 µs | core | RSS MB | bytes allocated/request |"
    print "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for (p = 1; p <= proxies; p++) {
      key = work[w] SUBSEP name[p]
      if (!(key in count)) continue
      printf "| %s | %.1f (%.1f–%.1f) | %s | %s | %.0f | %.0f | %.0f | %.0f%% | %.0f | %s |%s\n", \
        name[p], median(cpu, key), lowest(cpu, key), highest(cpu, key), \
        ratio(work[w], name[p], "yarp"), ratio(work[w], name[p], "nginx"), \
        median(rate, key), median(p50, key), median(p99, key), median(share, key) * 100, median(rss, key) / 1024, \
        (median(bytes, key) > 0 ? sprintf("%.0f", median(bytes, key)) : "-"), \
        (failed[key] ? " " failed[key] " FAILED" : "")
    }
    printf "\nOthers on the proxies' core: %.0f%% at most.\n", foreign[work[w]] * 100
  }
}
