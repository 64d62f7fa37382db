using System.Runtime;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Gateway.Process;

/// <summary>How much this process has to do, by what the kernel, the collector and the thread pool say.</summary>
/// <remarks>Where the kernel is not Linux it says nothing of groups; the process's own time and the collector's view are left.</remarks>
internal sealed class ProcessGauges : IProcessGauges
{
    private readonly Lock _one = new();
    private readonly CpuGauge _cpu;
    private readonly MemoryGauge _memory;
    private readonly QueueGauge _queue;

    public ProcessGauges(TimeProvider time)
    {
        var files = new SystemFiles();
        _cpu = new CpuGauge(files, time, Environment.ProcessorCount, static () => Environment.CpuUsage.TotalTime);
        _memory = new MemoryGauge(files, Heap);
        _queue = new QueueGauge(time);
    }

    public ProcessReading Read()
    {
        // Two look at it where a revision begins, or ceases, to have the process protected.
        lock (_one) return new(_cpu.Read(), _memory.Read(), _queue.Read());
    }

    public void Relieve()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static (long Used, long Most) Heap()
    {
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return (memory.HeapSizeBytes, memory.TotalAvailableMemoryBytes);
    }
}
