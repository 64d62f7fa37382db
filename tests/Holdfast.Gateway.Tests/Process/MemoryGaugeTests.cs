using Holdfast.Gateway.Process;

namespace Holdfast.Gateway.Tests.Process;

public sealed class MemoryGaugeTests : IDisposable
{
    private readonly KernelFiles _kernel = new();
    private (long Used, long Most) _heap = (10, 1_000);

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Unified_Limit_IsHeldAgainstWhatIsUsedWithoutTheFileCache()
    {
        Unified("/sys/fs/cgroup", max: "1000000", current: 950_000, inactive: 200_000, active: 250_000);

        Read().ShouldBe(0.5, 1e-9);
    }

    [Fact]
    public void Unified_NestedLimits_TheFullestCounts()
    {
        _kernel.Unified("/a/b");
        Unified("/sys/fs/cgroup/a/b", max: "max", current: 100, inactive: 0, active: 0);
        Unified("/sys/fs/cgroup/a", max: "1000", current: 900, inactive: 0, active: 0, path: "/a/b");

        Read().ShouldBe(0.9, 1e-9);
    }

    [Fact]
    public void Unified_SoftLimitBelowTheHardOne_Counts()
    {
        Unified("/sys/fs/cgroup", max: "1000", current: 400, inactive: 0, active: 0);
        _kernel.Write("/sys/fs/cgroup/memory.high", "500\n");

        Read().ShouldBe(0.8, 1e-9);
    }

    [Fact]
    public void Separate_Limit_IsHeldAgainstWhatIsUsedWithoutTheFileCache()
    {
        Separate(limit: 1_000_000);

        Read().ShouldBe(0.7, 1e-9);
    }

    [Fact]
    public void Separate_WithoutALimit_IsTheProcessInTheMachine()
    {
        Separate(limit: 9_223_372_036_854_771_712);

        Read().ShouldBe(0.25, 1e-9);
    }

    [Fact]
    public void Unified_WithoutALimit_IsTheProcessInTheMachine()
    {
        Unified("/sys/fs/cgroup", max: "max", current: 7_000_000_000, inactive: 0, active: 0);
        _kernel.Write("/sys/fs/cgroup/memory.high", "max\n").Write("/proc/self/status", "Name:\tholdfast\nVmRSS:\t 2000000 kB\n");

        Read().ShouldBe(0.25, 1e-9);
    }

    [Fact]
    public void Heap_FullerThanTheGroup_Counts()
    {
        Unified("/sys/fs/cgroup", max: "1000", current: 400, inactive: 0, active: 0);
        _heap = (960, 1_000);

        Read().ShouldBe(0.96, 1e-9);
    }

    [Fact]
    public void System_ThatSaysNothing_LeavesTheHeap()
    {
        using var bare = new KernelFiles();
        new MemoryGauge(bare.Files, () => _heap).Read().ShouldNotBeNull().ShouldBe(0.01, 1e-9);
    }

    private double Read() => new MemoryGauge(_kernel.Files, () => _heap).Read().ShouldNotBeNull();

    private void Unified(string folder, string max, long current, long inactive, long active, string path = "/") => _kernel.Unified(path)
        .Write($"{folder}/memory.max", $"{max}\n").Write($"{folder}/memory.current", $"{current}\n")
        .Write($"{folder}/memory.stat", $"anon 5\nfile 7\ninactive_anon 3\nactive_file {active}\ninactive_file {inactive}\n");

    private void Separate(long limit)
    {
        const string Folder = "/sys/fs/cgroup/memory/docker/abc";
        _kernel.Separate("/docker/abc").Write("/proc/self/status", "VmRSS:\t 2000000 kB\n")
            .Write($"{Folder}/memory.limit_in_bytes", $"{limit}\n").Write($"{Folder}/memory.usage_in_bytes", "900000\n")
            .Write($"{Folder}/memory.stat", "cache 9\ninactive_file 1\ntotal_inactive_file 150000\ntotal_active_file 50000\n");
    }
}
