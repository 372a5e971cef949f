// Lists the updates that a computer lacks: this one, or others, where nothing is changed.
//
//   csc List.cs
//   List.exe [HOST...]

using System;
using System.Runtime.InteropServices;

static class List
{
    static int Main(string[] hosts)
    {
        bool failed = false;
        foreach (string host in hosts.Length > 0 ? hosts : new string[] { null })
        {
            // One that cannot be reached keeps nobody from the others.
            try
            {
                Show(host);
            }
            catch (Exception error) when (error is COMException || error is UnauthorizedAccessException)
            {
                Console.WriteLine($"error: {host ?? "this computer"}: {error.Message} (0x{error.HResult:X8})");
                failed = true;
            }
        }
        if (failed)
            return 1;
        Console.WriteLine("done");
        return 0;
    }

    static void Show(string host)
    {
        Type type = host == null
            ? Type.GetTypeFromProgID("Microsoft.Update.Session", true)
            : Type.GetTypeFromProgID("Microsoft.Update.Session", host, true);
        dynamic session = Activator.CreateInstance(type);
        dynamic updates = session.CreateUpdateSearcher().Search("IsInstalled=0 and IsHidden=0").Updates;
        foreach (dynamic update in updates)
            Console.WriteLine($"{host}{(host == null ? "" : ": ")}{update.Title}");
        Console.WriteLine($"updates: {updates.Count}");
    }
}
