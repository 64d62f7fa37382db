using System.Net;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary><c>holdfast up --plan</c> as a process of its own, ready to take traffic.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private RunningGateway(TemporaryFolder folder, PlanText plan, HoldfastProcess process, Uri admin)
    {
        _folder = folder;
        Plan = plan;
        Process = process;
        Admin = admin;
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public PlanText Plan { get; }

    public HoldfastProcess Process { get; }

    public Uri Admin { get; }

    public Uri Url => new($"http://127.0.0.1:{Plan.Port}");

    public string PlanPath => _folder.File("holdfast.yaml");

    /// <param name="prepare">Lays out the plan's files; by default one file, <c>holdfast.yaml</c>.</param>
    public static async Task<RunningGateway> StartAsync(
        PlanText plan, Action<TemporaryFolder>? prepare = null, HoldfastProcessOptions? options = null)
    {
        var folder = new TemporaryFolder();
        if (prepare is null)
            folder.Write("holdfast.yaml", plan.Yaml());
        else
            prepare(folder);
        var admin = Ports.Free();
        var process = HoldfastProcess.Start(
            ["up", "--plan", folder.File("holdfast.yaml"), "--admin", $"127.0.0.1:{admin}", "--data", folder.File("data")], options);
        var gateway = new RunningGateway(folder, plan, process, new Uri($"http://127.0.0.1:{admin}"));
        try
        {
            await process.WaitUntilReadyAsync(gateway.Admin);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts another text in the plan's place, as careful tools do.</summary>
    public void Publish(PlanText plan) => _folder.Replace("holdfast.yaml", plan.Yaml());

    public void Publish(string text) => _folder.Replace("holdfast.yaml", text);

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Url, Cancellation);

    /// <summary>Which version answers a new connection; "none" when nothing listens there.</summary>
    public async Task<string> VersionAsync(int? port = null)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port ?? Plan.Port}/healthz"), Cancellation);
            return answer.Headers.TryGetValues("X-Origin-Version", out var values) ? string.Join(",", values) : $"{(int)answer.StatusCode}";
        }
        catch (HttpRequestException)
        {
            return "none";
        }
    }

    public Task WaitForVersionAsync(string version, int? port = null, TimeSpan? within = null) => Eventually.HoldsAsync(
        async () => await VersionAsync(port) == version, $"answers from '{version}'", within, Process.Describe);

    public async Task<HttpStatusCode?> ReadinessAsync()
    {
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync(new Uri(Admin, "/healthz/ready"), Cancellation);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
