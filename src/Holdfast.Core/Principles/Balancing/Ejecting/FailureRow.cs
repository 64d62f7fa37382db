namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>
/// Failures of a node in a row, and of what kind they were, in one word: who reads it never sees the count of one moment
/// beside the kinds of another, and who ends or forgives a row does so to all of it.
/// </summary>
/// <param name="Word">Failures, late ones and unconnected ones, <see cref="Bits"/> each; then whether the newest was late.</param>
internal readonly record struct FailureRow(long Word)
{
    private const int Bits = 20;
    private const long Mask = (1L << Bits) - 1;
    private const long OneLate = 1L << Bits;
    private const long OneUnconnected = 1L << (2 * Bits);
    private const long NewestLate = 1L << (3 * Bits);

    /// <summary>A row that is so long grows no more: nothing asks for more.</summary>
    public const int FailuresMax = (int)Mask;

    /// <summary>Since the last success, late attempts among them.</summary>
    public int Failures => (int)(Word & Mask);

    public int Late => (int)((Word >> Bits) & Mask);

    /// <summary>Those that found no connection.</summary>
    public int Unconnected => (int)((Word >> (2 * Bits)) & Mask);

    /// <summary>Whether the newest that is known is that an attempt became late, whether that was held against the node or not.</summary>
    public bool IsNewestLate => (Word & NewestLate) != 0;

    public bool IsLateOnly => Late >= Failures;

    public bool IsUnconnected => Failures > 0 && Unconnected >= Failures;

    /// <summary>Whether every failure was an answer, or a connection that was lost: none was late, and some connected.</summary>
    public bool IsAnswering => Late == 0 && !IsUnconnected;

    public FailureRow Failed(bool connected) => Failures == FailuresMax ? this : new(Word + 1 + (connected ? 0 : OneUnconnected));

    /// <summary>An attempt became late: it counts as failed now, whatever becomes of it.</summary>
    public FailureRow BecameLate() => new((Failures == FailuresMax ? Word : Word + 1 + OneLate) | NewestLate);

    /// <summary>A row of late attempts alone is none any more; that the newest was late is not forgotten.</summary>
    public FailureRow Forgiven() => IsLateOnly ? new(Word & NewestLate) : this;

    /// <summary>In words for an operator.</summary>
    public override string ToString() => this switch
    {
        { IsUnconnected: true } => $"{Failures} failures in a row, no connection",
        { Late: > 0 } => $"{Failures} failures in a row, {Late} of them late",
        _ => $"{Failures} failures in a row",
    };
}
