namespace Holdfast.Core.Evidence;

/// <summary>How calls went lately. Any number of threads add and read at once; none waits, and adding allocates nothing.</summary>
/// <remarks>A reading beside writers may lack what they are just adding.</remarks>
public abstract class EvidenceWindow
{
    /// <param name="failed">It failed.</param>
    /// <param name="slow">It took too long, failed or not.</param>
    /// <param name="now">Timestamp.</param>
    public abstract void Add(bool failed, bool slow, long now);

    public abstract WindowCounts Read(long now);
}
