// Installs the updates of one article, tells how far it is, and says what became of each.
//
//   csc Install.cs
//   Install.exe KB5081910

using System;
using System.Runtime.InteropServices;

// The agent calls the default member of an object that it is given for a callback.
[ComVisible(true)]
[ClassInterface(ClassInterfaceType.None)]
[ComDefaultInterface(typeof(ICallback))]
public class Callback : ICallback
{
    readonly Action<dynamic> told;

    public Callback(Action<dynamic> told)
    {
        this.told = told;
    }

    public void Invoke(object job, object news)
    {
        told(job);
    }
}

[ComVisible(true)]
[InterfaceType(ComInterfaceType.InterfaceIsIDispatch)]
public interface ICallback
{
    [DispId(0)]
    void Invoke(object job, object news);
}

static class Install
{
    static readonly string[] Outcomes =
        { "not begun", "still going on", "succeeded", "succeeded with errors", "failed", "aborted" };

    [STAThread]
    static int Main(string[] arguments)
    {
        if (arguments.Length != 1)
        {
            Console.WriteLine("usage: Install.exe ARTICLE, such as KB5081910");
            return 2;
        }
        try
        {
            Run(arguments[0]);
            Console.WriteLine("done");
            return 0;
        }
        catch (Exception error) when (error is COMException || error is UnauthorizedAccessException)
        {
            Console.WriteLine($"error: {error.Message} (0x{error.HResult:X8})");
            return 1;
        }
    }

    static void Run(string article)
    {
        dynamic session = Create("Microsoft.Update.Session");
        dynamic wanted = Create("Microsoft.Update.UpdateColl");
        foreach (dynamic update in session.CreateUpdateSearcher().Search("IsInstalled=0").Updates)
        {
            if (!HasArticle(update, article))
                continue;
            if (!update.EulaAccepted)
                update.AcceptEula();
            wanted.Add(update);
        }
        if (wanted.Count == 0)
        {
            Console.WriteLine($"No update of {article} is missing.");
            return;
        }
        dynamic downloader = session.CreateUpdateDownloader();
        downloader.Updates = wanted;
        dynamic download = downloader.BeginDownload(Teller("download"), new Callback(job => { }), null);
        downloader.EndDownload(download);
        download.CleanUp();

        dynamic installer = session.CreateUpdateInstaller();
        installer.Updates = wanted;
        dynamic installation = installer.BeginInstall(Teller("installation"), new Callback(job => { }), null);
        dynamic result = installer.EndInstall(installation);
        installation.CleanUp();
        for (int index = 0; index < wanted.Count; index++)
        {
            dynamic one = result.GetUpdateResult(index);
            Console.WriteLine($"{Outcomes[(int)one.ResultCode]}: {wanted.Item(index).Title} (0x{(int)one.HResult:X8})");
        }
        if (result.RebootRequired)
            Console.WriteLine("The computer has to be restarted.");
    }

    static dynamic Create(string name)
    {
        return Activator.CreateInstance(Type.GetTypeFromProgID(name, true));
    }

    static bool HasArticle(dynamic update, string article)
    {
        foreach (string number in update.KBArticleIDs)
            if (article == number || article == "KB" + number)
                return true;
        return false;
    }

    // Says what is done whenever another quarter of it is.
    static Callback Teller(string what)
    {
        int told = -1;
        return new Callback(job =>
        {
            int quarters = (int)job.GetProgress().PercentComplete / 25;
            if (quarters > told)
                Console.WriteLine($"{what}: {quarters * 25} %");
            told = Math.Max(told, quarters);
        });
    }
}
