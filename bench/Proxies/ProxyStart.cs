using Holdfast.Testing;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Processes;

namespace Holdfast.Bench.Proxies;

/// <summary>How proxies are started, and when they are ready.</summary>
internal static class ProxyStart
{
    private static int _started;

    /// <param name="configuration">Of the port that it is to listen on.</param>
    public static ChildProcess Nginx(string configuration, TemporaryFolder folder) =>
        ChildProcess.Start("nginx", ["-p", folder.Path, "-e", "stderr", "-c", folder.Write(Unique("nginx.conf"), configuration)]);

    /// <inheritdoc cref="Nginx"/>
    public static HoldfastProcess Holdfast(string plan, TemporaryFolder folder) => HoldfastProcess.Start(
        ["up", "--plan", folder.Write(Unique("holdfast.yaml"), plan), "--zone", FaultPlan.HomeZone, "--admin", $"127.0.0.1:{Ports.Free()}", "--data", folder.File(Unique("data"))]);

    /// <summary>Until it passes an answer on.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public static async Task AnswersAsync(string name, ChildProcess process, Uri url)
    {
        using var client = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"{name} ended.\n{process.Describe()}");
                try
                {
                    using var answer = await client.GetAsync(url);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"an answer through {name}", null, process.Describe);
    }

    /// <summary>Several of a kind may stand beside each other.</summary>
    private static string Unique(string name) => $"{Interlocked.Increment(ref _started)}-{name}";
}
