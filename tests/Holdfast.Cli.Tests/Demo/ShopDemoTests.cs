using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Demo;

/// <summary><c>up --demo</c> as a process: it comes up, carries traffic, and leaves nothing behind.</summary>
public sealed class ShopDemoTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _temp = new();
    private readonly int _port = Ports.Free();
    private readonly int _admin = Ports.Free();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Demo_Interrupted_StopsAllAndLeavesNothing()
    {
        await using var demo = Start();
        await demo.WaitForOutputAsync("First request answered", Patience);
        await demo.WaitForOutputAsync("requests/s", Patience);
        var nodes = Children.Of(demo.Id);
        nodes.Count.ShouldBeGreaterThan(10);
        Leftovers().ShouldNotBeEmpty();

        demo.Signal(UnixSignal.Interrupt);

        (await demo.WaitForExitAsync(Patience)).ShouldBe(ExitCode.Fine, demo.Describe());
        nodes.Where(Children.IsAlive).ShouldBeEmpty();
        Leftovers().ShouldBeEmpty();
        // On a busy machine a cold node may be called late and left out for a while, which is told; faults of our own are not expected.
        demo.Errors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => IsBalancingNews(line));
    }

    [Fact]
    public async Task Demo_NodeDies_IsStartedAgain()
    {
        await using var demo = Start();
        await demo.WaitForOutputAsync("requests/s", Patience);
        var before = Children.Of(demo.Id);

        using (var victim = System.Diagnostics.Process.GetProcessById(before[0])) victim.Kill();

        await demo.WaitForOutputAsync("has died", Patience);
        await demo.WaitForOutputAsync("runs again", Patience);
        Children.Of(demo.Id).Count.ShouldBe(before.Count);
    }

    [Fact]
    public async Task Demo_InterruptedWhileItStarts_LeavesNothing()
    {
        await using var demo = Start();
        await Eventually.HoldsAsync(() => Children.Of(demo.Id).Count > 0, "the first node to be started", Patience, demo.Describe);
        var nodes = Children.Of(demo.Id);

        demo.Signal(UnixSignal.Interrupt);

        (await demo.WaitForExitAsync(Patience)).ShouldBe(ExitCode.Fine, demo.Describe());
        nodes.Where(Children.IsAlive).ShouldBeEmpty();
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Demo_PortTaken_SaysSoAndStartsNothing()
    {
        await using var holder = RecordingOrigin.Start();

        var (exitCode, _, errors) = await HoldfastProcess.RunAsync(
            ["up", "--demo", "--listen", holder.EndPoint.ToString(), "--admin", $"127.0.0.1:{_admin}"], Options());

        exitCode.ShouldBe(ExitCode.CannotStart, errors);
        errors.ShouldContain($"{holder.EndPoint}: the port is taken by process {Environment.ProcessId}");
        Leftovers().ShouldBeEmpty();
    }

    private static bool IsBalancingNews(string line) =>
        line.Contains("Z warn  [14", StringComparison.Ordinal) || line.Contains("Z info  [14", StringComparison.Ordinal);

    private HoldfastProcess Start() =>
        HoldfastProcess.Start(["up", "--demo", "--listen", $"127.0.0.1:{_port}", "--admin", $"127.0.0.1:{_admin}"], Options());

    private HoldfastProcessOptions Options() =>
        new() { Environment = new Dictionary<string, string> { ["TMPDIR"] = _temp.Path } };

    /// <summary>Folders of the demo's own; the runtime keeps sockets for diagnostics there too, and clears them up by itself.</summary>
    private string[] Leftovers() => Directory.GetDirectories(_temp.Path, "holdfast-*");
}
