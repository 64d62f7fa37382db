namespace Holdfast.Gateway.Process;

/// <summary>How much of the memory that it may have the process has used.</summary>
/// <remarks>
/// With a limit: what its group uses, without the file cache, which the kernel gives up before it ends anybody; of nested groups
/// the fullest counts. Without one: what this process has of the machine's memory, for what others have is none of its calls.
/// And the collector's own view, for it may use less than the limit and fails where that is full.
/// </remarks>
/// <param name="heap">Bytes that the heap has, and may have.</param>
internal sealed class MemoryGauge(SystemFiles files, Func<(long Used, long Most)> heap)
{
    private readonly IReadOnlyList<Cgroup> _groups = Cgroups.Of("memory", files);
    private readonly long _machine = files.Number("/proc/meminfo", "MemTotal") * 1024 ?? long.MaxValue;

    /// <returns>Null: nobody knows.</returns>
    public double? Read()
    {
        double? most = null;
        foreach (var group in _groups)
            if (Limit(group) is { } limit && Used(group) is { } used) most = Math.Max(most ?? 0, (double)used / limit);
        if (most is null && files.Number("/proc/self/status", "VmRSS") * 1024 is { } resident && _machine < long.MaxValue) most = (double)resident / _machine;
        var (ofHeap, mayHave) = heap();
        return mayHave > 0 ? Math.Max(most ?? 0, (double)ofHeap / mayHave) : most;
    }

    /// <summary>In version 1 there is always a number; one that the machine does not have is none.</summary>
    private long? Limit(Cgroup group)
    {
        if (!group.IsUnified) return files.Number($"{group.Folder}/memory.limit_in_bytes") is > 0 and { } limit && limit < _machine ? limit : null;
        var (hard, soft) = (files.Number($"{group.Folder}/memory.max"), files.Number($"{group.Folder}/memory.high"));
        // Beyond the soft one nobody is ended, but all of the group are stopped again and again.
        return hard is null ? soft : soft is null ? hard : Math.Min(hard.Value, soft.Value);
    }

    private long? Used(Cgroup group)
    {
        var of = group.IsUnified ? "" : "total_";
        if (files.Number($"{group.Folder}/{(group.IsUnified ? "memory.current" : "memory.usage_in_bytes")}") is not { } used) return null;
        var statistics = files.Read($"{group.Folder}/memory.stat");
        var cache = (SystemFiles.NumberIn(statistics, $"{of}inactive_file") ?? 0) + (SystemFiles.NumberIn(statistics, $"{of}active_file") ?? 0);
        return Math.Max(0, used - cache);
    }
}
