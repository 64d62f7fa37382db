using System.Net.Http.Json;
using System.Text.Json;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Status;

/// <summary>Asks the running process, over its admin listener.</summary>
internal sealed class AdminClient(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = Patience,
        MaxResponseContentBufferSize = 64 * 1024 * 1024,
    };

    /// <exception cref="StartException">It does not answer, or what answers is not Holdfast.</exception>
    public async Task<StatusReport> StatusAsync(CancellationToken cancellation)
    {
        try
        {
            return await _http.GetFromJsonAsync("/api/status", AdminJson.Default.StatusReport, cancellation)
                ?? throw Unreachable("it answers with nothing", null);
        }
        catch (HttpRequestException fault)
        {
            throw Unreachable(fault.StatusCode is { } status ? $"it answers with {(int)status}" : "nothing listens there", fault);
        }
        catch (TaskCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {Patience.TotalSeconds} s", fault);
        }
        catch (JsonException fault)
        {
            throw Unreachable("what answers there is not Holdfast", fault);
        }
    }

    public void Dispose() => _http.Dispose();

    private StartException Unreachable(string why, Exception? inner) => new(
        StartErrors.Unreachable,
        $"{address.GetLeftPart(UriPartial.Authority)}: {why}. Start it with 'holdfast up', or say where it is with --admin or --data.",
        ExitCode.Unreachable, inner);
}
