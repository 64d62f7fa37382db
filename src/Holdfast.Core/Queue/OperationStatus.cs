namespace Holdfast.Core.Queue;

/// <summary>What is known of an operation.</summary>
public sealed record OperationStatus
{
    public required OperationId Id { get; init; }

    public required string Lane { get; init; }

    public required OperationState State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it is tried next, at the earliest; null: it is not waiting.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was done with; null: it is not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The last ones, oldest first.</summary>
    public required IReadOnlyList<AttemptEntry> History { get; init; }

    public ReadOnlyMemory<byte> Caller { get; init; }

    public string CallerBy { get; init; } = "";

    public OperationAnswer? Answer { get; init; }

    public bool IsEnded => State >= OperationState.Delivered;
}
