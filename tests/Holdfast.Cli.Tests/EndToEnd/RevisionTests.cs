using Holdfast.Testing;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>Revisions of a process of its own: published, rolled back, copied, and started from.</summary>
public sealed class RevisionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _admin = Ports.Free();
    private readonly int _port = Ports.Free();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plan_PublishedRolledBackAndKilled_IsWhatItWasWhenTheStoreIsThereAndWhenItIsNot()
    {
        var file = _folder.Write("plan.yaml", Text("1s"));
        var changed = _folder.Write("changed.yaml", Text("2s"));
        await using (var process = Start("--plan", file))
        {
            await process.WaitUntilReadyAsync(Admin);
            (await RunAsync("plan", "publish", changed, "--reason", "slower")).Output.ShouldStartWith("revision 2 is live, and watched for 120 s");
            (await RunAsync("plan", "publish", file, "--reason", "old", "--parent", "1")).Errors.ShouldContain("HF6010");
            (await RunAsync("plan", "rollback", "2", "--reason", "again")).Output.ShouldContain("already live");
            (await RunAsync("plan", "rollback", "--reason", "2 is bad")).Output.ShouldStartWith("revision 2 was taken back by ");
            (await RunAsync("plan", "rollback", "2", "--reason", "it was not")).Output.ShouldStartWith("revision 2 is live:");
            (await RunAsync("plan", "history")).Output.ShouldContain("* 2-");
            (await RunAsync("plan", "show", "1")).Output.ShouldContain("timeout: 1s");
            (await RunAsync("store", "backup", _folder.File("copy.db"), "--data", Data)).ExitCode.ShouldBe(0);
            process.Signal(UnixSignal.Kill);
            await process.WaitForExitAsync();
        }

        await using (var process = Start("--plan", file))
        {
            await process.WaitUntilReadyAsync(Admin);
            (await RunAsync("status")).Output.ShouldContain("revision 2-");
            process.Signal(UnixSignal.Kill);
            await process.WaitForExitAsync();
        }

        // With its log: from that alone SQLite mends a file, rightly.
        foreach (var part in Directory.GetFiles(Path.Combine(Data, "store"))) File.Delete(part);
        await File.WriteAllTextAsync(Path.Combine(Data, "store", "control.db"), "damaged", TestContext.Current.CancellationToken);
        await using (var process = Start())
        {
            await process.WaitUntilReadyAsync(Admin);
            var (_, output, _) = await RunAsync("status");
            output.ShouldContain("revision 2-");
            output.ShouldContain("last known good");
            (await RunAsync("plan", "publish", file, "--reason", "no store")).ExitCode.ShouldNotBe(0);
            process.Signal(UnixSignal.Kill);
            await process.WaitForExitAsync();
        }

        (await RunAsync("store", "restore", _folder.File("copy.db"), "--data", Data)).Output.ShouldContain("is kept as");
        (await RunAsync("store", "check", "--data", Data)).Output.ShouldContain("is whole");
    }

    private Uri Admin => new($"http://127.0.0.1:{_admin}");

    private string Data => _folder.File("data");

    private static string Text(string timeout) => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1" ] } } }
        interfaces:
          i: { match: { path: /i }, service: s, timeout: {{timeout}} }

        """;

    private HoldfastProcess Start(params string[] more) => HoldfastProcess.Start(
        ["up", .. more, "--listen", $"127.0.0.1:{_port}", "--admin", $"127.0.0.1:{_admin}", "--data", Data]);

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] words) => HoldfastProcess.RunAsync(
        words[0] == "store" ? words : [.. words, "--admin", $"127.0.0.1:{_admin}"]);
}
