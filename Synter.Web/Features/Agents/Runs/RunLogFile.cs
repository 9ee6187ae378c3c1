using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>A run's whole log as a text file, one line an entry, times in UTC.</summary>
public static class RunLogFile
{
    private const int LinesAtOnce = 1_000;

    public static void MapRunLogFile(this WebApplication app) => app.MapGet("/runs/{id}/log.txt", SendAsync).ExcludeFromDescription();

    private static async Task SendAsync(string id, [FromServices] IRunQueries runs, HttpContext context, CancellationToken cancellationToken)
    {
        var actor = context.Actor(Via.Page);
        if (!StrongId.TryParse<RunId>(id, out var run) || await runs.FindAsync(actor, run, cancellationToken) is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{run}.log.txt\"";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(false));
        for (long after = 0; await runs.LogAsync(actor, run, after, LinesAtOnce, cancellationToken) is { Count: > 0 } lines; after = lines[^1].Seq)
        {
            foreach (var line in lines)
            {
                var at = line.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
                await writer.WriteLineAsync($"{at} {line.Level.ToString().ToLowerInvariant(),-5} {line.Message}");
            }
        }
    }
}
