using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>What a caller of the traffic port tries, to be answered by the admin listener.</summary>
public sealed class AdminThroughTrafficTests
{
    private const string Admin = "ADMIN";
    private const string Token = "TOKEN";
    private const string Off = """{ "by": "x", "why": "x", "arguments": { "interface": "everything" } }""";
    private const int OffBytes = 69;

    private static readonly string[] Tricks =
    [
        "GET /api/status HTTP/1.1\r\nHost: ADMIN\r\nAuthorization: Bearer TOKEN\r\n",
        "GET http://ADMIN/api/status HTTP/1.1\r\nHost: ADMIN\r\nAuthorization: Bearer TOKEN\r\n",
        "GET http://ADMIN/api/status HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer TOKEN\r\n",
        "GET //ADMIN/api/status HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer TOKEN\r\n",
        "GET /@ADMIN/api/status HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer TOKEN\r\n",
        "GET @ADMIN/api/status HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer TOKEN\r\n",
        "GET /..%2f..%2fapi/status HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer TOKEN\r\n",
        "GET /x/..;/api/status HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer TOKEN\r\n",
        "GET /x HTTP/1.1\r\nHost: shop\r\nX-Original-URL: /api/status\r\nX-Rewrite-URL: /api/status\r\nAuthorization: Bearer TOKEN\r\n",
        "GET /x HTTP/1.1\r\nHost: shop\r\nX-Forwarded-Host: ADMIN\r\nX-Forwarded-Port: 8081\r\nForwarded: host=\"ADMIN\"\r\nAuthorization: Bearer TOKEN\r\n",
        "CONNECT ADMIN HTTP/1.1\r\nHost: ADMIN\r\nAuthorization: Bearer TOKEN\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: ADMIN\r\nAuthorization: Bearer TOKEN\r\n",
        "POST /api/principles/degradation/commands/off HTTP/1.1\r\nHost: ADMIN\r\nAuthorization: Bearer TOKEN\r\nHoldfast-Command: 1\r\nContent-Type: application/json\r\nContent-Length: 69\r\n",
    ];

    [Fact]
    public async Task Request_ThroughTheTrafficPort_IsTheServicesOrNobodys()
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });
        var token = AdminAccess.TokenOf(gateway.Admin);

        foreach (var trick in Tricks)
        {
            var head = trick.Replace(Admin, gateway.Admin.Authority, StringComparison.Ordinal).Replace(Token, token, StringComparison.Ordinal);
            var body = trick.StartsWith("POST", StringComparison.Ordinal) ? Off.PadRight(OffBytes) : "";
            await using var client = await gateway.ConnectAsync();
            var answer = await client.AskAsync($"{head}Connection: close\r\n\r\n{body}", RunningGateway.Cancellation);

            // The node of this plan answers 'ok' to everything that reaches it.
            (answer.Status >= 400 || answer.Body.Text == "ok").ShouldBeTrue($"{trick}\n{answer.Status} {answer.Body.Text}");
            answer.Body.Text.ShouldNotContain("HF7", customMessage: trick);
        }

        using var admin = AdminAccess.Connect(gateway.Admin);
        (await admin.GetStringAsync("/api/switches", RunningGateway.Cancellation)).ShouldBe("[]");
    }
}
