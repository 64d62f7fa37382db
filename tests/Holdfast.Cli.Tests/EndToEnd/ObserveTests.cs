using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>From no plan to a plan: what was called is shown, drafted, published and carried out.</summary>
public sealed class ObserveTests
{
    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    [Fact]
    public async Task To_OneService_IsObservedDraftedAndPublished()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        using var folder = new TemporaryFolder();
        var (port, admin) = (Ports.Free(), Ports.Free());
        await using var process = HoldfastProcess.Start(
            ["up", "--to", origin.Http1Url.ToString(), "--listen", $"127.0.0.1:{port}", "--admin", $"127.0.0.1:{admin}", "--data", folder.File("data")]);
        await process.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var order = 100; order < 112; order++) (await StatusAsync(client, $"/echo/orders/{order}")).ShouldBe(200);
        (await StatusAsync(client, "/wp-login.php")).ShouldBe(404);
        // An answer may be out a moment before its call is counted.
        await Eventually.HoldsAsync(async () => (await RunAsync(admin, "observe")).Output.StartsWith("13 calls", StringComparison.Ordinal), "13 calls are counted");

        var (_, listed, _) = await RunAsync(admin, "observe");
        listed.ShouldContain("/echo/orders/{id}");
        listed.ShouldNotContain("wp-login");
        listed.ShouldContain("never answered well: 1 calls");

        var (code, text, said) = await RunAsync(admin, "observe", "draft");
        code.ShouldBe(0, said);
        said.ShouldContain("of the last 13 calls");
        said.ShouldContain("its limits would have refused 0");
        text.ShouldContain("get-echo-orders-id:");
        var plan = folder.Write("plan.yaml", text.Replace("timeout: 1s", "timeout: 7s", StringComparison.Ordinal));
        (await RunAsync(admin, "plan", "publish", plan, "--reason", "the first", "--now")).ShouldSatisfyAllConditions(
            it => it.Errors.ShouldBeEmpty(), it => it.Output.ShouldStartWith("revision 1 is live"));
        (await StatusAsync(client, "/echo/orders/7")).ShouldBe(200);
        (await StatusAsync(client, "/healthz")).ShouldBe(200);
        (await RunAsync(admin, "status")).Output.ShouldContain("get-echo-orders-id");
    }

    private static async Task<int> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancellation);
        return (int)answer.StatusCode;
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(int admin, params string[] words) =>
        HoldfastProcess.RunAsync([.. words, "--admin", $"127.0.0.1:{admin}"]);
}
