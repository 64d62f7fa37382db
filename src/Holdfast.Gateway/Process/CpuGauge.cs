namespace Holdfast.Gateway.Process;

/// <summary>How much of the processor time that it may have the process has used.</summary>
/// <remarks>
/// With a quota: what its group used, whoever in it did, for they share it; of nested groups the fullest counts. A quota may
/// be a fraction of a processor. Without one: what this process used of the processors that it may run on, for what others
/// on the machine do is none of its calls.
/// </remarks>
/// <param name="processors">That it may run on.</param>
/// <param name="own">Processor time that the process has used.</param>
internal sealed class CpuGauge(SystemFiles files, TimeProvider time, int processors, Func<TimeSpan> own)
{
    private readonly IReadOnlyList<Cgroup> _groups = Cgroups.Of("cpu", files);
    private readonly IReadOnlyList<Cgroup> _accounts = Cgroups.Of("cpuacct", files);
    private readonly Dictionary<string, double> _before = new(StringComparer.Ordinal);
    private long _readAt;

    /// <returns>Null: this is the first time, or nobody knows.</returns>
    public double? Read()
    {
        var now = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_readAt, now).TotalSeconds;
        var isFirst = _readAt == 0;
        _readAt = now;
        double? most = null;
        for (var i = 0; i < _groups.Count; i++)
        {
            if (Quota(_groups[i]) is not { } quota || Used(i) is not { } used) continue;
            if (Share(_groups[i].Folder, used, seconds, Math.Min(quota, processors), isFirst) is { } share) most = Math.Max(most ?? 0, share);
        }

        return most ?? Share("", own().TotalSeconds, seconds, processors, isFirst);
    }

    /// <summary>Since the reading before.</summary>
    private double? Share(string whose, double used, double seconds, double processorsOfIt, bool isFirst)
    {
        var isKnown = _before.TryGetValue(whose, out var before);
        _before[whose] = used;
        return isFirst || !isKnown || seconds <= 0 ? null : Math.Max(0, used - before) / (seconds * processorsOfIt);
    }

    /// <summary>In processors; null: as many as there are.</summary>
    private double? Quota(Cgroup group)
    {
        if (!group.IsUnified)
        {
            return files.Number($"{group.Folder}/cpu.cfs_quota_us") is > 0 and { } quota && files.Number($"{group.Folder}/cpu.cfs_period_us") is > 0 and { } period
                ? (double)quota / period : null;
        }

        var words = (files.Read($"{group.Folder}/cpu.max") ?? "").Split(' ');
        return words.Length == 2 && SystemFiles.NumberOf(words[0]) is > 0 and { } most && SystemFiles.NumberOf(words[1]) is > 0 and { } within
            ? (double)most / within : null;
    }

    /// <summary>In seconds. In version 1 accounts may be kept in a hierarchy of their own.</summary>
    private double? Used(int group)
    {
        if (_groups[group].IsUnified) return files.Number($"{_groups[group].Folder}/cpu.stat", "usage_usec") / 1e6;
        return _accounts.Count == _groups.Count ? files.Number($"{_accounts[group].Folder}/cpuacct.usage") / 1e9 : null;
    }
}
