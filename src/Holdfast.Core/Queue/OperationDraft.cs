namespace Holdfast.Core.Queue;

/// <summary>An operation that is to be accepted.</summary>
public sealed record OperationDraft
{
    public required OperationId Id { get; init; }

    /// <summary>Operations of a lane share its bounds and its pace, and nothing with those of others: the name of an interface.</summary>
    public required string Lane { get; init; }

    public required OperationRequest Request { get; init; }

    /// <summary>The body, where it is short; a longer one has been <see cref="IDurableQueue.SpillAsync">spilled</see> before.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Length of a body that was spilled; zero: it was not.</summary>
    public long SpilledBytes { get; init; }

    /// <summary>Of whom, what and how it is to be done once, as a digest; empty: nothing says so.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>Digest of all that is to be done: two that have one key must have one fingerprint.</summary>
    public ReadOnlyMemory<byte> Fingerprint { get; init; }

    /// <summary>Digest of who may ask what has become of it; empty: whoever knows its name.</summary>
    public ReadOnlyMemory<byte> Caller { get; init; }

    /// <summary>By which part of a request whoever asks is known, as a plan writes it; empty: by none.</summary>
    public string CallerBy { get; init; } = "";

    /// <summary>Operations of a lane with one order are delivered one after the other, as they were accepted; null: it has none.</summary>
    public string? Order { get; init; }

    /// <summary>How long it is to wait before it is delivered.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How long it may take, from acceptance, until it is given up.</summary>
    public required TimeSpan AgeMax { get; init; }

    /// <summary>How long its key, and what has become of it, is kept beyond <see cref="AgeMax"/>.</summary>
    public required TimeSpan Keep { get; init; }

    public required LaneBounds Bounds { get; init; }
}
