using System.Text;
using System.Text.RegularExpressions;
using Holdfast.Cli.Data;
using Holdfast.Control.Queue.Sqlite;
using Holdfast.Core.Queue;
using Holdfast.Testing;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>Case 2: what was told 202 is on the disk by then, not only in the memory of the system.</summary>
/// <remarks>
/// The process runs under strace. From what it wrote and synced, the files are put together as a loss of power leaves them
/// at the moment of each 202: a kill of the process alone leaves what is in the memory of the system, and shows nothing of this.
/// </remarks>
public sealed partial class PowerLossTests
{
    private const int Calls = 40;
    private const int Losses = 12;

    [Fact]
    public async Task PowerLoss_AfterA202_FindsWhatWasPromised()
    {
        using var folder = new TemporaryFolder();
        if (!await IsTraceableAsync(folder))
        {
            TestContext.Current.AddWarning("Nobody may look at what a process does on this machine: what a loss of power leaves is not shown.");
            return;
        }

        var data = folder.File("data");
        await RunAsync(folder, data);
        var (steps, database) = (DiskTrace.Read(folder.File("trace")).Steps, Path.Combine(data, "queue/queue.db"));
        steps.Count(step => step.Kind == DiskStepKind.Sync && step.Path.StartsWith(database, StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        var (disk, promised, random) = (new UnsyncedDisk(), new List<OperationId>(), new Random(11));
        foreach (var step in steps)
        {
            disk.Do(step);
            if (step.Kind != DiskStepKind.Told || PromiseWord().Match(Encoding.Latin1.GetString(step.Data)) is not { Success: true } found) continue;
            OperationId.TryParse(found.Groups["id"].Value, out var id).ShouldBeTrue();
            promised.Add(id);
            // At the moment at which it is told.
            if (promised.Count % (Calls / Losses) == 0) await FindAsync(folder.File($"loss-{promised.Count}"), disk, database, promised, random);
        }

        promised.Count.ShouldBe(Calls);
    }

    private static async Task FindAsync(string folder, UnsyncedDisk disk, string database, List<OperationId> promised, Random random)
    {
        Directory.CreateDirectory(folder);
        foreach (var part in (string[])["", "-wal"]) await File.WriteAllBytesAsync(Path.Combine(folder, "queue.db" + part), disk.AfterPowerLoss(database + part, random));
        await using var queue = new SqliteDurableQueue(folder, TimeProvider.System, freeBytesMin: 1);
        foreach (var id in promised) (await queue.FindAsync(id)).ShouldNotBeNull($"{promised.Count} were promised, and {id} is not on the disk");
        (await queue.CheckAsync()).ShouldBeEmpty();
    }

    private static async Task RunAsync(TemporaryFolder folder, string data)
    {
        var (port, admin) = (Ports.Free(), Ports.Free());
        var plan = folder.Write("holdfast.yaml", new PlanText
        {
            Port = port,
            Nodes = [new Uri($"http://127.0.0.1:{Ports.Free()}")],
            Interface = "async: { when: always, credentials: none, without-key: new }",
        }.Yaml());
        await using var process = HoldfastProcess.Start(
            ["up", "--plan", plan, "--admin", $"127.0.0.1:{admin}", "--data", data], new HoldfastProcessOptions { Within = DiskTrace.Command(folder.File("trace")) });
        await process.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var number = 0; number < Calls / 4; number++)
            {
                using var body = new StringContent(new string('x', number * 50));
                using var answer = await client.PostAsync(new Uri("/coupons", UriKind.Relative), body, RunningGateway.Cancellation);
                answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
            }
        }));
        // strace ends with what it looks at.
        await using var kill = ChildProcess.Start("/usr/bin/env", ["kill", "-9", $"{ProcessFile.Read(data)!.Pid}"]);
        await process.WaitForExitAsync();
    }

    /// <summary>Some machines let nobody look at what a process does.</summary>
    private static async Task<bool> IsTraceableAsync(TemporaryFolder folder)
    {
        await using var trace = ChildProcess.Start("/usr/bin/env", [.. DiskTrace.Command(folder.File("trial")), "true"]);
        return await trace.WaitForExitAsync() == 0;
    }

    [GeneratedRegex(@"HTTP/1\.1 202 .*Holdfast-Operation: (?<id>[0-9a-f]{32})", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex PromiseWord();
}
