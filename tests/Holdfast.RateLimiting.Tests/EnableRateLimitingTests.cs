using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Holdfast.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Holdfast.RateLimiting.Tests;

/// <summary>The limiters where ASP.NET takes them, over real sockets.</summary>
public sealed class EnableRateLimitingTests
{
    [Fact]
    public async Task Endpoint_WithAPolicy_IsLimitedByIt()
    {
        var port = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRateLimiter(static options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = static (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            options.GlobalLimiter = new HoldfastPartitionedRateLimiter<HttpContext>("{ rate: 5/h, burst: 5, per: header:X-User }", static context => context.Request.Headers["X-User"].ToString());
            options.AddPolicy("strict", static _ => RateLimitPartition.Get("", static _ => new HoldfastRateLimiter("{ rate: 2/h, burst: 2 }")));
        });
        await using var app = builder.Build();
        app.UseRateLimiter();
        app.MapGet("/strict", [EnableRateLimiting("strict")] static () => "strict");
        app.MapGet("/open", static () => "open");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        (await StatusesAsync(client, "/strict", "ann", 3)).ShouldBe([200, 200, 429]);
        (await StatusesAsync(client, "/open", "bob", 6)).ShouldBe([200, 200, 200, 200, 200, 429]);
        (await StatusesAsync(client, "/open", "cyd", 1)).ShouldBe([200]);
        using var refused = await AskAsync(client, "/open", "bob");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(600, 720);
    }

    private static async Task<IReadOnlyList<int>> StatusesAsync(HttpClient client, string path, string user, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var answer = await AskAsync(client, path, user);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string path, string user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-User", user);
        return await client.SendAsync(request);
    }
}
