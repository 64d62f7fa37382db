-- wrk's figures of one run on one line: requests, microseconds, failed, p50 and p99 in microseconds.
done = function(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  io.write(string.format(
    '@ %d %d %d %d %d\n',
    summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99)))
end
