using Holdfast.Control.Access;
using Microsoft.Extensions.Logging;

namespace Holdfast.Control.Admin;

/// <summary>Event ids 1300 to 1399.</summary>
internal static partial class AdminLog
{
    [LoggerMessage(1300, LogLevel.Information, "Health, metrics and status are on {Address}")]
    public static partial void AdminOpened(this ILogger logger, string address);

    [LoggerMessage(1301, LogLevel.Warning, "A request to the admin listener is refused: its Host is {Host}")]
    public static partial void HostRefused(this ILogger logger, string host);

    [LoggerMessage(1302, LogLevel.Error, "An answer of the admin listener failed")]
    public static partial void AnswerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1303, LogLevel.Warning, "A command is refused, {Path}: {Why}")]
    public static partial void CommandRefused(this ILogger logger, string path, string why);

    [LoggerMessage(1304, LogLevel.Warning, "Somebody is refused, {Path}: what they showed is no token that is known")]
    public static partial void TokenRefused(this ILogger logger, string path);

    [LoggerMessage(1306, LogLevel.Warning, "{Name} is not let in: {Why}")]
    public static partial void SignInRefused(this ILogger logger, string name, string why);

    [LoggerMessage(1305, LogLevel.Warning, "{Name} is refused, {Path}: it needs {Role}")]
    public static partial void RoleRefused(this ILogger logger, string path, string name, Role role);
}
