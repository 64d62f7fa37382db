using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Cli.Starting;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Queue;
using Holdfast.Control.Store;
using Holdfast.Core.Commands;
using Holdfast.Core.DryRuns;
using Holdfast.Core.Errors;
using Holdfast.Core.Layers.Effective;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Telemetry;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Cli.Admin;

/// <summary>Asks the running process, over its admin listener.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int DetailMax = 400;

    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <param name="token">What is shown; null: nothing.</param>
    public AdminClient(Uri address, string? token)
    {
        _address = address;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = Patience,
            MaxResponseContentBufferSize = 64 * 1024 * 1024,
        };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Address => _address;

    /// <exception cref="StartException">It does not answer, or what answers is not Holdfast.</exception>
    public Task<StatusReport> StatusAsync(CancellationToken cancellation) => GetAsync("/api/status", AdminJson.Default.StatusReport, cancellation);

    /// <summary>Has a principle carry out one of its commands.</summary>
    /// <exception cref="StartException">It is refused; or nobody answers, or what answers is not Holdfast.</exception>
    public Task<CommandAnswer> CommandAsync(string principle, string command, CommandBody body, CancellationToken cancellation) => PostAsync(
        $"/api/principles/{principle}/commands/{command}", body, AdminJson.Default.CommandBody, AdminJson.Default.CommandAnswer, cancellation);

    /// <summary>What a principle shows of itself.</summary>
    /// <exception cref="StartException">There is no such principle; or nobody answers, or what answers is not Holdfast.</exception>
    public Task<Snapshot> PrincipleAsync(string id, CancellationToken cancellation) => GetAsync($"/api/principles/{id}", AdminJson.Default.Snapshot, cancellation);

    /// <summary>What operators have set.</summary>
    /// <exception cref="StartException">Nobody answers, or what answers is not Holdfast.</exception>
    public Task<IReadOnlyList<Switch>> SwitchesAsync(CancellationToken cancellation) => GetAsync("/api/switches", AdminJson.Default.IReadOnlyListSwitch, cancellation);

    /// <summary>What holds for an interface, and everybody who has a say in it.</summary>
    /// <exception cref="StartException">There is no such interface; or nobody answers, or what answers is not Holdfast.</exception>
    public async Task<EffectiveReport> EffectiveAsync(string name, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/interfaces/{Uri.EscapeDataString(name)}/effective");
        using var answer = await SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode) return await ReadAsync(answer, AdminJson.Default.EffectiveReport, cancellation);
        throw await RefusedAsync(answer, cancellation);
    }

    /// <summary>Asks for one thing of the plan's history.</summary>
    /// <param name="question">Below <c>/api/plan</c>, e.g. <c>/revisions/7</c>.</param>
    /// <exception cref="StartException">There is no such thing; or nobody answers, or what answers is not Holdfast.</exception>
    public Task<T> PlanAsync<T>(string question, JsonTypeInfo<T> type, CancellationToken cancellation) => GetAsync($"/api/plan{question}", type, cancellation);

    /// <summary>Has another plan made live.</summary>
    /// <param name="where">Below <c>/api/plan</c>.</param>
    /// <param name="parent">The revision it was made from, 0: none; null: it does not matter.</param>
    /// <exception cref="StartException">It is refused; or nobody answers, or what answers is not Holdfast.</exception>
    public async Task<PlanOutcome> ChangePlanAsync<T>(string where, T body, JsonTypeInfo<T> type, int? parent, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/plan{where}") { Content = JsonContent.Create(body, type) };
        request.Headers.Add(CommandGuard.Header, "plan");
        if (parent is { } number) request.Headers.Add("If-Match", $"\"{number}\"");
        using var answer = await SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode) return await ReadAsync(answer, AdminJson.Default.PlanOutcome, cancellation);
        throw await RefusedAsync(answer, cancellation);
    }

    /// <summary>What the limits of a plan would have done to the last calls.</summary>
    /// <exception cref="StartException">It has errors; or nobody answers, or what answers is not Holdfast.</exception>
    public async Task<DryRunReport> DryRunAsync(PlanBody body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/plan/dry-run") { Content = JsonContent.Create(body, AdminJson.Default.PlanBody) };
        request.Headers.Add(CommandGuard.Header, "plan");
        using var answer = await SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode) return await ReadAsync(answer, AdminJson.Default.DryRunReport, cancellation);
        throw await RefusedAsync(answer, cancellation);
    }

    /// <summary>What is told event by event, until it ends.</summary>
    /// <exception cref="StartException">It is refused; or nobody answers, or what answers is not Holdfast.</exception>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await SendAsync(request, cancellation, HttpCompletionOption.ResponseHeadersRead);
        if (!answer.IsSuccessStatusCode) throw await RefusedAsync(answer, cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellation)) yield return item;
    }

    /// <summary>Why calls were answered as they were.</summary>
    /// <param name="question">Below <c>/api/why</c>, e.g. <c>/TRACE-ID</c>.</param>
    /// <exception cref="StartException">No such call is kept; or nobody answers, or what answers is not Holdfast.</exception>
    public Task<IReadOnlyList<WhyReport>> WhyAsync(string question, CancellationToken cancellation) => GetAsync($"/api/why{question}", AdminJson.Default.IReadOnlyListWhyReport, cancellation);

    /// <summary>Asks for one thing.</summary>
    /// <exception cref="StartException">It is refused; or nobody answers, or what answers is not Holdfast.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode) return await ReadAsync(answer, type, cancellation);
        throw await RefusedAsync(answer, cancellation);
    }

    /// <summary>Has something done.</summary>
    /// <exception cref="StartException">It is refused; or nobody answers, or what answers is not Holdfast.</exception>
    public async Task<T> PostAsync<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, bodyType) };
        request.Headers.Add(CommandGuard.Header, "1");
        using var answer = await SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode) return await ReadAsync(answer, type, cancellation);
        throw await RefusedAsync(answer, cancellation);
    }

    /// <summary>Asks anything, as it stands.</summary>
    /// <param name="path">Begins with one slash.</param>
    /// <param name="body">JSON to post; null: it is only read.</param>
    /// <exception cref="StartException">Nobody answers.</exception>
    public async Task<(bool IsWell, string Text)> AnyAsync(string path, string? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
            request.Headers.Add(CommandGuard.Header, "api");
        }

        using var answer = await SendAsync(request, cancellation);
        return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellation));
    }

    public void Dispose() => _http.Dispose();

    private async Task<StartException> RefusedAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var problem = await ReadAsync(answer, AdminJson.Default.AdminProblem, cancellation);
        return ErrorCatalogue.All.Concat(StoreErrors.All).Concat(QueueErrors.All).Concat(AccessErrors.All).FirstOrDefault(error => error.Id == problem.Error) is { } known
            ? new StartException(known, Printable.Of(problem.Detail, DetailMax) + Listed(problem), ExitCode.BadInput)
            : Unreachable($"it answers with {problem.Status}: {Printable.Of(problem.Detail, DetailMax)}", null);
    }

    /// <summary>What others have changed meanwhile, a line each.</summary>
    private static string Listed(AdminProblem problem) => string.Concat((problem.Changes ?? []).Select(static change => $"\n  changed meanwhile: {Printable.Of(change, DetailMax)}"));

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        try
        {
            return await _http.SendAsync(request, until, cancellation);
        }
        catch (HttpRequestException fault)
        {
            throw Unreachable("nothing listens there", fault);
        }
        catch (TaskCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {Patience.TotalSeconds} s", fault);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(type, cancellation) ?? throw Unreachable("it answers with nothing", null);
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException)
        {
            throw Unreachable("what answers there is not Holdfast", fault);
        }
    }

    private StartException Unreachable(string why, Exception? inner) => new(
        StartErrors.Unreachable,
        $"{_address.GetLeftPart(UriPartial.Authority)}: {why}. Start it with 'holdfast up', or say where it is with --admin or --data.",
        ExitCode.Unreachable, inner);
}
