namespace Holdfast.Control.Queue.Sqlite;

/// <summary>How much one lane holds.</summary>
internal sealed class LaneTally
{
    public long Live { get; set; }

    public long Bytes { get; set; }

    public long Buried { get; set; }

    public bool IsChanged { get; set; }

    /// <summary>When the oldest was accepted, as was last looked; <see cref="long.MaxValue"/>: there was none.</summary>
    public long Oldest { get; set; } = long.MaxValue;

    /// <summary>When that was looked for.</summary>
    public long LookedAt { get; set; } = long.MinValue / 2;
}
