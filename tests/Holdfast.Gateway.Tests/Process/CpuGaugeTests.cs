using Holdfast.Gateway.Process;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Gateway.Tests.Process;

public sealed class CpuGaugeTests : IDisposable
{
    private readonly KernelFiles _kernel = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private TimeSpan _own;

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Unified_WithAQuotaOfHalfAProcessor_IsAShareOfThat()
    {
        _kernel.Unified("/").Write("/sys/fs/cgroup/cpu.max", "50000 100000\n").Write("/sys/fs/cgroup/cpu.stat", "usage_usec 1000000\nuser_usec 1\n");
        var gauge = Gauge();
        gauge.Read().ShouldBeNull();

        _kernel.Write("/sys/fs/cgroup/cpu.stat", "usage_usec 1400000\nuser_usec 1\n");

        After(1, gauge).ShouldNotBeNull().ShouldBe(0.8, 1e-9);
    }

    [Fact]
    public void Unified_NestedQuotas_TheFullestCounts()
    {
        _kernel.Unified("/a/b")
            .Write("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n").Write("/sys/fs/cgroup/a/b/cpu.stat", "usage_usec 0\n")
            .Write("/sys/fs/cgroup/a/cpu.max", "100000 100000\n").Write("/sys/fs/cgroup/a/cpu.stat", "usage_usec 0\n");
        var gauge = Gauge();
        gauge.Read();

        // Its own group has no quota; the one around it is used by others too.
        _kernel.Write("/sys/fs/cgroup/a/b/cpu.stat", "usage_usec 100000\n").Write("/sys/fs/cgroup/a/cpu.stat", "usage_usec 900000\n");

        After(1, gauge).ShouldNotBeNull().ShouldBe(0.9, 1e-9);
    }

    [Fact]
    public void Separate_Quota_IsAShareOfThat()
    {
        const string Folder = "/sys/fs/cgroup/cpu,cpuacct/docker/abc";
        _kernel.Separate("/docker/abc").Write($"{Folder}/cpu.cfs_quota_us", "150000\n").Write($"{Folder}/cpu.cfs_period_us", "100000\n").Write($"{Folder}/cpuacct.usage", "0\n");
        var gauge = Gauge();
        gauge.Read();

        _kernel.Write($"{Folder}/cpuacct.usage", "750000000\n");

        After(1, gauge).ShouldNotBeNull().ShouldBe(0.5, 1e-9);
    }

    [Theory]
    [InlineData("max 100000")]
    [InlineData("")]
    public void Unified_WithoutAQuota_IsTheProcessOnItsProcessors(string most)
    {
        _kernel.Unified("/").Write("/sys/fs/cgroup/cpu.max", most).Write("/sys/fs/cgroup/cpu.stat", "usage_usec 0\n");
        var gauge = Gauge();
        gauge.Read();

        // The whole machine is busy; this process is not.
        _kernel.Write("/sys/fs/cgroup/cpu.stat", "usage_usec 4000000\n");
        _own = TimeSpan.FromSeconds(0.4);

        After(1, gauge).ShouldNotBeNull().ShouldBe(0.1, 1e-9);
    }

    [Fact]
    public void Separate_WithoutAQuota_IsTheProcessOnItsProcessors()
    {
        _kernel.Separate("/").Write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n").Write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
        var gauge = Gauge();
        gauge.Read();
        _own = TimeSpan.FromSeconds(2);

        After(1, gauge).ShouldNotBeNull().ShouldBe(0.5, 1e-9);
    }

    [Fact]
    public void Quota_BeyondTheProcessors_IsTheProcessors()
    {
        _kernel.Unified("/").Write("/sys/fs/cgroup/cpu.max", "6400000 100000\n").Write("/sys/fs/cgroup/cpu.stat", "usage_usec 0\n");
        var gauge = Gauge();
        gauge.Read();
        _kernel.Write("/sys/fs/cgroup/cpu.stat", "usage_usec 2000000\n");

        After(1, gauge).ShouldNotBeNull().ShouldBe(0.5, 1e-9);
    }

    [Fact]
    public void System_WithoutGroups_IsTheProcess()
    {
        var gauge = Gauge();
        gauge.Read().ShouldBeNull();
        _own = TimeSpan.FromSeconds(4);

        After(1, gauge).ShouldNotBeNull().ShouldBe(1, 1e-9);
    }

    /// <summary>Of four processors.</summary>
    private CpuGauge Gauge() => new(_kernel.Files, _time, 4, () => _own);

    private double? After(double seconds, CpuGauge gauge)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return gauge.Read();
    }
}
