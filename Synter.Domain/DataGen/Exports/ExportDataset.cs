using System.Text;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen.Exports;

/// <summary>What of a dataset is taken along, and how.</summary>
/// <param name="HasByteOrderMark">Some spreadsheets read UTF-8 only so.</param>
public sealed record ExportRequest(ExportFormat Format, bool OnlyAccepted = false, bool HasByteOrderMark = false);

/// <summary>Records on their way out, a page at a time.</summary>
public interface IExportSource
{
    /// <summary>Good records in the order of their places, finished at or before <paramref name="until"/>.</summary>
    IAsyncEnumerable<string> ReadAsync(Actor actor, DatasetId id, bool onlyAccepted, DateTimeOffset until, CancellationToken cancellationToken);
}

/// <summary>A dataset's name for a download, and the way to write it.</summary>
public sealed record DatasetExport(string FileName, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>
/// Writes a dataset as a file, in constant memory however large it is. What is not there, or failed, is left out.
/// </summary>
public sealed class ExportDataset(IDataGenQueries queries, IExportSource source, TimeProvider clock)
{
    private const int FlushAt = 64 * 1024;

    public async Task<Result<DatasetExport>> ExecuteAsync(Actor actor, DatasetId id, ExportRequest request, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(actor, id, cancellationToken) is null)
        {
            return DataGenErrors.NoSuchDataset;
        }

        var name = $"{id}{(request.OnlyAccepted ? "-accepted" : "")}.{request.Format.Extension()}";
        return new DatasetExport(name, request.Format.ContentType(), (output, token) => WriteAsync(actor, id, request, output, token));
    }

    private async Task WriteAsync(Actor actor, DatasetId id, ExportRequest request, Stream output, CancellationToken cancellationToken)
    {
        // Two passes over one set of records, also while more of them arrive.
        var until = clock.Now();
        var writer = await WriterAsync(actor, id, request, until, cancellationToken);
        await using var text = new StreamWriter(output, new UTF8Encoding(request.HasByteOrderMark), FlushAt, leaveOpen: true) { NewLine = "\n" };
        var page = new StringWriter();
        writer.Begin(page);
        await foreach (var record in source.ReadAsync(actor, id, request.OnlyAccepted, until, cancellationToken))
        {
            writer.Write(page, record);
            if (page.GetStringBuilder().Length >= FlushAt)
            {
                await FlushAsync(page, text, cancellationToken);
            }
        }

        writer.End(page);
        await FlushAsync(page, text, cancellationToken);
        await text.FlushAsync(cancellationToken);
    }

    private async Task<IRecordWriter> WriterAsync(
        Actor actor, DatasetId id, ExportRequest request, DateTimeOffset until, CancellationToken cancellationToken)
    {
        switch (request.Format)
        {
            case ExportFormat.Json:
                return new JsonArrayWriter();
            case ExportFormat.Jsonl:
                return new JsonLinesWriter();
            default:
                var names = new ColumnNames();
                await foreach (var record in source.ReadAsync(actor, id, request.OnlyAccepted, until, cancellationToken))
                {
                    names.Add(record);
                }

                return new CsvWriter(names.Names);
        }
    }

    private static async Task FlushAsync(StringWriter page, StreamWriter output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(page.GetStringBuilder(), cancellationToken);
        page.GetStringBuilder().Clear();
    }
}
