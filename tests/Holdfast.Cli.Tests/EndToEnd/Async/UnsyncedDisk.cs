namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>A disk that keeps what was synced, and of all else what chance has it: as one that loses its power.</summary>
internal sealed class UnsyncedDisk
{
    private readonly Dictionary<string, byte[]> _synced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DiskStep>> _pending = new(StringComparer.Ordinal);

    public void Do(DiskStep step)
    {
        if (step.Kind == DiskStepKind.Told) return;
        var pending = _pending.TryGetValue(step.Path, out var known) ? known : _pending[step.Path] = [];
        if (step.Kind != DiskStepKind.Sync)
        {
            pending.Add(step);
            return;
        }

        _synced[step.Path] = pending.Aggregate(Synced(step.Path), Applied);
        pending.Clear();
    }

    /// <summary>What a file holds after the power is back: of what was not synced each piece is there, or half of it, or nothing.</summary>
    public byte[] AfterPowerLoss(string path, Random random)
    {
        var bytes = Synced(path);
        foreach (var step in _pending.GetValueOrDefault(path) ?? [])
        {
            var kept = random.Next(3);
            if (kept == 2) bytes = Applied(bytes, step);
            else if (kept == 1 && step.Kind == DiskStepKind.Write) bytes = Applied(bytes, step with { Data = step.Data[..(step.Data.Length / 2)] });
        }

        return bytes;
    }

    private byte[] Synced(string path) => _synced.GetValueOrDefault(path) ?? [];

    private static byte[] Applied(byte[] bytes, DiskStep step)
    {
        var length = step.Kind == DiskStepKind.Cut ? step.At : Math.Max(bytes.Length, step.At + step.Data.Length);
        var next = new byte[length];
        bytes.AsSpan(0, (int)Math.Min(bytes.Length, length)).CopyTo(next);
        step.Data.CopyTo(next, step.Kind == DiskStepKind.Cut ? 0 : step.At);
        return next;
    }
}
