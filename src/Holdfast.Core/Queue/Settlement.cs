namespace Holdfast.Core.Queue;

/// <summary>How a delivery ended, and what is to become of the operation.</summary>
/// <param name="State"><see cref="OperationState.Waiting"/>: it is to be tried again. Delivered, Failed or Dead: it is done with.</param>
/// <param name="Note">What happened, for people; kept with the attempt.</param>
public sealed record Settlement(OperationState State, string Note)
{
    /// <summary>Null: there was none, or it is of no use.</summary>
    public OperationAnswer? Answer { get; init; }

    /// <summary>How long to wait before it is tried again.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Whether the attempt counts. One that never came to the service does not.</summary>
    public bool IsCharged { get; init; } = true;

    public static Settlement Delivered(OperationAnswer answer) => new(OperationState.Delivered, $"answered {answer.Status}") { Answer = answer };

    public static Settlement Again(TimeSpan after, string note, bool isCharged = true) => new(OperationState.Waiting, note) { After = after, IsCharged = isCharged };
}
