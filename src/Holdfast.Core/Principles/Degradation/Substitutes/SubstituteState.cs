namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>How often substitutes answered for an interface, under every revision so far.</summary>
internal sealed class SubstituteState
{
    private readonly long[] _given = new long[Enum.GetValues<SubstituteKind>().Length];

    public void Given(SubstituteKind kind) => Interlocked.Increment(ref _given[(int)kind]);

    public long Count(SubstituteKind kind) => Volatile.Read(ref _given[(int)kind]);
}
