namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>How much the process has to do.</summary>
/// <param name="Cpu">Share of the processor time that it may have, since the reading before; null: not known.</param>
/// <param name="Memory">Share of the memory that it may have, without what the kernel would give back by itself; null: not known.</param>
/// <param name="QueueWait">How long work has waited for a thread lately.</param>
public readonly record struct ProcessReading(double? Cpu, double? Memory, TimeSpan QueueWait);
