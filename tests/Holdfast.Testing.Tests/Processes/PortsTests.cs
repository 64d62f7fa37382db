using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Tests.Processes;

public sealed class PortsTests
{
    [Fact]
    public void Free_AskedOften_GivesEachPortOnce()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => Ports.Free()).ToList();

        ports.Distinct().Count().ShouldBe(50);
        ports.ShouldAllBe(port => port > 1024 && port < 32_768);
    }
}
