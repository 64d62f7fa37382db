namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>Probes of one version, by what came of them.</summary>
public sealed class ProbeState
{
    private long _passed;
    private long _failed;

    public long Passed => Interlocked.Read(ref _passed);

    public long Failed => Interlocked.Read(ref _failed);

    internal void Add(bool passed) => Interlocked.Increment(ref passed ? ref _passed : ref _failed);
}
