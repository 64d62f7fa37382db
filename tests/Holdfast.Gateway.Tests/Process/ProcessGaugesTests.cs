using Holdfast.Gateway.Process;

namespace Holdfast.Gateway.Tests.Process;

public sealed class ProcessGaugesTests
{
    [Fact]
    public void Process_ThatRunsThisTest_SaysWhatItHasToDo()
    {
        var gauges = new ProcessGauges(TimeProvider.System);
        gauges.Read();

        var reading = gauges.Read();

        reading.Memory.ShouldNotBeNull().ShouldBeInRange(0.0001, 1);
        reading.Cpu.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(0);
        reading.QueueWait.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        Should.NotThrow(gauges.Relieve);
    }
}
