using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Tests.Processes;

public sealed class ProcessTimeTests
{
    [Fact]
    public void Of_AProcessAtWork_IsWhatTheRuntimeSaysToo()
    {
        var (pid, own) = (Environment.ProcessId, Environment.CpuUsage.TotalTime);

        ProcessTime.Of(pid).ShouldBeGreaterThanOrEqualTo(own - TimeSpan.FromMilliseconds(100));
        ProcessTime.Of(pid).ShouldBeLessThan(Environment.CpuUsage.TotalTime + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Of_NoProcess_IsNothing() => ProcessTime.Of(int.MaxValue).ShouldBe(TimeSpan.Zero);
}
