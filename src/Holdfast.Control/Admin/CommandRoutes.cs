using System.Text.Json;
using Holdfast.Control.Access;
using Holdfast.Control.Admin.Describing;
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
        routes.MapMethods("/api/principles/{id}/commands", [HttpMethods.Get, HttpMethods.Head], Tagged.Answer(ListAsync)).Needs(Role.Viewer)
            .Tells("What an operator can tell a principle to do.", AdminJson.Default.IReadOnlyListCommandEntry);
        routes.MapPost("/api/principles/{id}/commands/{name}", (RequestDelegate)ExecuteAsync).WithMetadata(new Changes()).Needs(Role.Operator, isScoped: true)
            .Tells("Has a principle carry out a command.", AdminJson.Default.CommandAnswer, AdminJson.Default.CommandBody);
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
        var (slice, name) = ((string)context.Request.RouteValues["id"]!, (string)context.Request.RouteValues["name"]!);
        var (order, arguments) = (Order(context.Who(), body), Arguments(body));
        var result = await new CommandDoor(subject).GiveAsync(context.Who(), slice, name, order, arguments);
        if (result.Error is { } error)
        {
            await AdminProblem.WriteAsync(context, error, result.Text);
            return;
        }

        await context.Response.WriteAsJsonAsync(
            new CommandAnswer(result.Change is not null, result.Text, result.Change?.Before, result.Change?.After),
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

    private static Dictionary<string, string> Order(Identity who, CommandBody body)
    {
        var order = new Dictionary<string, string>(StringComparer.Ordinal);
        if (who.Signature(body.By) is { } by) order[CommandOrder.ByField.Name] = by;
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
