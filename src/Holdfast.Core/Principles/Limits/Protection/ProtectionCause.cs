namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>What there is too little of.</summary>
internal enum ProtectionCause : byte
{
    /// <summary>Threads: work waits for one.</summary>
    QueueWait,

    Cpu,

    Memory,
}
