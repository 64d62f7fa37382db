using System.Text.Json;
using Holdfast.Core.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Control.Admin;

/// <summary>What can be changed: the commands of the principles, whatever they are.</summary>
internal sealed class CommandRoutes(IAdminSubject subject)
{
    /// <summary>Longest body of a command, in bytes: some names and a reason.</summary>
    public const int BodyBytesMax = 16 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/principles/{id}/commands", [HttpMethods.Get, HttpMethods.Head], ListAsync);
        routes.MapPost("/api/principles/{id}/commands/{name}", (RequestDelegate)ExecuteAsync).WithMetadata(new Changes());
    }

    private Task ListAsync(HttpContext context)
    {
        var slice = subject.Runtime.Slices.FirstOrDefault(slice => slice.Id == (string?)context.Request.RouteValues["id"]);
        if (slice is null)
            return AdminProblem.WriteAsync(context, StatusCodes.Status404NotFound, "No principle has this id; /api/principles lists them.");
        IReadOnlyList<OperatorCommand> commands = slice is ICommandSlice able ? able.Commands : [];
        return context.Response.WriteAsJsonAsync(
            [.. commands.Select(CommandEntry.Of)], AdminJson.Default.IReadOnlyListCommandEntry, null, context.RequestAborted);
    }

    private async Task ExecuteAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } body) return;
        var route = context.Request.RouteValues;
        var result = subject.Runtime.Commands.Execute((string)route["id"]!, (string)route["name"]!, Order(body), Arguments(body));
        if (result.Error is { } error)
        {
            await AdminProblem.WriteAsync(context, error, result.Text);
            return;
        }

        // Nobody is told that it is done before it is kept, though it is in force already; whoever asked may be gone by then.
        var fault = result.Change is not null && subject.Keeper is { } keeper ? await keeper.KeepAsync(CancellationToken.None) : null;
        var text = fault is null ? result.Text : $"{result.Text}. It is in force, and would not outlive this process: {fault}";
        await context.Response.WriteAsJsonAsync(
            new CommandAnswer(result.Change is not null, text, result.Change?.Before, result.Change?.After),
            AdminJson.Default.CommandAnswer, null, context.RequestAborted);
    }

    /// <returns>Null when there is none; the answer has been written then.</returns>
    private static async Task<CommandBody?> ReadAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = BodyBytesMax;
        try
        {
            if (await context.Request.ReadFromJsonAsync(AdminJson.Default.CommandBody, context.RequestAborted) is { } body) return body;
            await Bad(context, "The body is an object.");
        }
        catch (JsonException fault)
        {
            await Bad(context, $"The body is not the JSON of a command: line {fault.LineNumber + 1}, {(fault.Path is { } path ? $"at {path}" : "unreadable")}.");
        }
        catch (BadHttpRequestException fault)
        {
            await AdminProblem.WriteAsync(context, fault.StatusCode, $"The body of a command has at most {BodyBytesMax} bytes, sent at once.");
        }

        return null;
    }

    private static Task Bad(HttpContext context, string detail) => AdminProblem.WriteAsync(context, CommandErrors.Arguments, detail);

    private static Dictionary<string, string> Order(CommandBody body)
    {
        var order = new Dictionary<string, string>(StringComparer.Ordinal);
        if (body.By is not null) order[CommandOrder.ByField.Name] = body.By;
        if (!string.IsNullOrEmpty(body.Why)) order[CommandOrder.WhyField.Name] = body.Why;
        return order;
    }

    /// <summary>Each as it would be written in a plan; what is no single value is refused by the shape that reads it.</summary>
    private static Dictionary<string, string> Arguments(CommandBody body) => (body.Arguments ?? new Dictionary<string, JsonElement>())
        .Where(static one => one.Value.ValueKind != JsonValueKind.Null)
        .ToDictionary(
            static one => one.Key,
            static one => one.Value.ValueKind == JsonValueKind.String ? one.Value.GetString()! : one.Value.GetRawText(), StringComparer.Ordinal);

    /// <summary>Marks what is not only read: <see cref="AdminGate"/> lets nothing else be posted to.</summary>
    internal sealed class Changes;
}
