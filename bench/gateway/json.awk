# The samples as JSON, one object a measurement.
BEGIN {
  FS = "\t"
  print "["
}
{
  printf "%s  {\"workload\":\"%s\",\"round\":%d,\"proxy\":\"%s\",\"requests\":%d,\"requestsPerSecond\":%.1f,\"failed\":%d,", \
    (NR > 1 ? ",\n" : ""), $1, $2, $3, $4, $5, $6
  printf "\"p50Microseconds\":%d,\"p99Microseconds\":%d,\"cpuMicrosecondsPerRequest\":%.3f,\"coreShare\":%.3f,", $7, $8, $9, $10
  printf "\"foreignShare\":%.3f,\"allocatedBytesPerRequest\":%.0f,\"residentKilobytes\":%d}", $11, $12, $13
}
END { print "\n]" }
