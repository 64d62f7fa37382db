namespace Holdfast.Core.Plan;

/// <summary>What came of reading a file: its bytes, or a reason.</summary>
public sealed record PlanFileRead
{
    private PlanFileRead(byte[]? bytes, string? failure, bool tooLarge) =>
        (Bytes, Failure, IsTooLarge) = (bytes, failure, tooLarge);

    public byte[]? Bytes { get; }

    /// <summary>Why there are none, in words: 'there is no such file'.</summary>
    public string? Failure { get; }

    public bool IsTooLarge { get; }

    public static PlanFileRead Good(byte[] bytes) => new(bytes, null, tooLarge: false);

    public static PlanFileRead Bad(string why) => new(null, why, tooLarge: false);

    public static PlanFileRead TooLarge() => new(null, null, tooLarge: true);
}
